import { describe, expect, it } from 'vitest';
import { createTestAssistant } from './create-test-assistant.ts';

/** A document of one clause to a text. */
function assistantOver(...texts: readonly string[]) {
  return createTestAssistant([
    {
      id: 'berths',
      title: '云河市泊位收费标准',
      clauses: texts.map((text) => ({ path: ['一、收费'], text })),
    },
  ]).ask;
}

const said = async (texts: readonly string[], question: string) =>
  (await assistantOver(...texts)(question)).answer;
const VERDICT = /更[高多长大]|相同/u;

describe('which of two figures is higher', () => {
  it.each([
    ['甲类泊位每月收费300元。', '乙类泊位每月收费600元。', '**乙类泊位**更高'],
    ['甲类泊位每月收费900元。', '乙类泊位每个月收费600元。', '**甲类泊位**更高'],
    ['甲类泊位收费300元/月。', '乙类泊位每月收费200元。', '**甲类泊位**更高'],
    ['甲类泊位每年收费1万元。', '乙类泊位每年收费9000元。', '**甲类泊位**更高'],
    ['甲类泊位每月收费600元。', '乙类泊位每月收费600元。', '两者相同'],
  ])('%s %s → %s', async (first, second, verdict) => {
    expect(await said([first, second], '甲类泊位和乙类泊位哪个收费高？')).toContain(verdict);
  });

  it.each([
    ['甲类泊位每月收费300元。', '乙类泊位每年收费600元。'],
    ['甲类泊位收费300元/月。', '乙类泊位收费600元/年。'],
    ['甲类泊位每月收费标准为300元。', '乙类泊位每年收费标准为600元。'],
    ['甲类泊位每船收费300元。', '乙类泊位每人收费600元。'],
    ['甲类泊位每船每月收费300元。', '乙类泊位每船每季度收费600元。'],
  ])('is not judged where they hold per different things: %s %s', async (first, second) => {
    const answer = await said([first, second], '甲类泊位和乙类泊位哪个收费高？');
    expect(answer).not.toMatch(VERDICT);
    expect(answer).toContain('300元');
    expect(answer).toContain('600元');
  });

  it('is not judged by another figure that holds per the same time', async () => {
    const texts = ['甲类泊位每月收费300元。', '乙类泊位每年收费600元，每月补贴40元。'];
    const answer = await said(texts, '甲类泊位和乙类泊位哪个收费高？');
    expect(answer).not.toMatch(VERDICT);
    expect(answer).toContain('600元');
  });

  it('is judged by those per the same time where both have several', async () => {
    const texts = ['甲类泊位每月收费300元。甲类泊位每年收费3000元。', '乙类泊位每年收费2500元。'];
    expect(await said(texts, '甲类泊位和乙类泊位哪个收费高？')).toContain('**甲类泊位**更高');
  });
});

describe('two figures in one message', () => {
  it('are both said', async () => {
    const answer = await said(
      ['甲类泊位每月收费300元。', '渔网吊装每次收费35元。'],
      '甲类泊位每月收费多少元？渔网吊装每次收费多少元？',
    );
    expect(answer).toMatch(/\*\*[^*]*300元\*\*/u);
    expect(answer).toMatch(/\*\*[^*]*35元\*\*/u);
  });
});
