import { describe, expect, it } from 'vitest';
import type { AnswerEvent, Contact } from '../../src/domain/answer.ts';
import { CALLER, createTestAssistant } from './create-test-assistant.ts';

const UNKNOWN = '新建岸电设施的公积金贷款额度是多少？';

function createWith(contact: Contact | null) {
  return createTestAssistant(undefined, undefined, null, undefined, contact);
}

describe('whom to ask instead', () => {
  it('stands in every refusal, in its text and beside it', async () => {
    const contact = { text: '拨打12345', url: 'tel:12345' };
    const { ask } = createWith(contact);
    for (const question of [UNKNOWN, '今天天气怎么样？', '你好']) {
      const { refused, refusal, answer, statements } = await ask(question);
      expect(refused).toBe(true);
      expect(refusal!.contact).toEqual(contact);
      expect(statements.at(-1)).toEqual({ text: '如需人工解答：拨打12345', markers: [] });
      expect(answer).toContain('如需人工解答：拨打12345');
    }
  });

  it('is streamed with the rest', async () => {
    const { assistant } = createWith({ text: '综合科' });
    const events: AnswerEvent[] = [];
    const answer = await assistant.answer({ message: UNKNOWN }, CALLER, {
      onEvent: (event) => void events.push(event),
    });
    const deltas = events.flatMap((event) => (event.type === 'answer-delta' ? event.text : []));
    expect(deltas.join('')).toBe(answer.answer);
    expect(answer.answer).toContain('综合科');
  });

  it('is text, whatever it looks like; an address stays one', async () => {
    const { ask } = createWith({
      text: '<b>[点我](javascript:alert)</b>',
      url: 'https://example.cn/a_b_c?d=[e]*',
    });
    const { statements } = await ask(UNKNOWN);
    const { text } = statements.at(-1)!;
    expect(text).toContain('\\<b\\>\\[点我\\]');
    expect(text).toContain('（https://example.cn/a%5Fb%5Fc?d=%5Be%5D%2A）');
  });

  it('stands in no answer, and nothing changes without one', async () => {
    const { ask } = createWith({ text: '拨打12345' });
    const answered = await ask('新建岸电设施由谁牵头？');
    expect(JSON.stringify(answered)).not.toContain('12345');
    const without = await createWith(null).ask(UNKNOWN);
    expect(without.refusal).not.toHaveProperty('contact');
    expect(without.answer).not.toContain('人工');
  });
});
