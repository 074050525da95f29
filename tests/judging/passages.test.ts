import { describe, expect, it } from 'vitest';
import { readMessage } from '../../src/judging/clause-features.ts';
import { choosePassages, passagesOf } from '../../src/judging/passages.ts';
import { viewClause } from '../../src/retrieval/clause-view.ts';
import { makeClause } from '../contracts/index-fixtures.ts';

const view = (text: string, title = '') => viewClause(makeClause('doc', '1', { text, title }));
const SENTENCE = '居民按照规定缴纳管理费用，逾期不缴的由管理单位催告。';

describe('the passages of a clause', () => {
  it('are neighbouring sentences together, under the heading', () => {
    const passages = passagesOf(view('收费\n第一句话在这里。第二句话在这里。', '收费'));
    expect(passages.map(({ text }) => text)).toEqual(['收费：第一句话在这里。第二句话在这里。']);
    expect(passages[0]!.sentences).toEqual([0, 1]);
  });

  it('are cut between sentences, and hold every sentence once', () => {
    const passages = passagesOf(view(SENTENCE.repeat(8)));
    expect(passages.length).toBeGreaterThan(1);
    expect(passages.flatMap(({ sentences }) => sentences)).toEqual([0, 1, 2, 3, 4, 5, 6, 7]);
    for (const { text } of passages) expect(text.length).toBeLessThanOrEqual(84);
    expect(passages.map(({ text }) => text).join('')).toBe(SENTENCE.repeat(8));
  });

  it('are cut within a sentence that is very long, and lose nothing of it', () => {
    const long = `${'甲乙丙丁戊己庚辛壬癸，'.repeat(40)}。`;
    const passages = passagesOf(view(long));
    expect(passages.map(({ text }) => text).join('')).toBe(long);
    for (const { text } of passages) expect(text.length).toBeLessThanOrEqual(126);
  });

  it('are looked for in every piece of a long sentence, and there are never too many', () => {
    const long = `${'甲乙丙丁戊己庚辛壬癸，'.repeat(30)}暖气费每平方米二十五元，${'甲乙丙丁戊己庚辛壬癸，'.repeat(10)}。`;
    const chosen = choosePassages(readMessage('暖气费一平米多少钱'), view(long), 1);
    expect(chosen[0]!.text).toContain('暖气费');
    expect(passagesOf(view('甲乙丙丁戊己庚辛壬癸，'.repeat(5000))).length).toBeLessThanOrEqual(80);
  });

  it('are chosen by what the message asks about, in their order', () => {
    const text = `${SENTENCE.repeat(4)}暖气费每平方米二十五元。${SENTENCE.repeat(4)}`;
    const chosen = choosePassages(readMessage('暖气费一平米多少钱'), view(text), 1);
    expect(chosen).toHaveLength(1);
    expect(chosen[0]!.text).toContain('暖气费');
  });
});
