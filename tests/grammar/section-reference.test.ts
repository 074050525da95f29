import { describe, expect, it } from 'vitest';
import { LAST_PART, readSectionReference } from '../../src/grammar/section-reference.ts';
import { sectionsOf } from '../../src/grammar/sections-of.ts';
import { splitQuestions } from '../../src/questions/split-questions.ts';

describe('readSectionReference', () => {
  it.each([
    ['第三部分第二条第5项是什么', [3, 2, 5]],
    ['第十二条由谁负责', [12]],
    ['3.2.5是什么', [3, 2, 5]],
    ['序号17是哪项', [17]],
    ['第二章的第四条', [2, 4]],
    ['第（十三）条讲什么', [13]],
    ['最后一章由谁负责', [LAST_PART]],
    ['最后一个方面的任务', [LAST_PART]],
  ])('%s', (text, numbers) => {
    expect(readSectionReference(text, 0)?.steps.map(({ number }) => number)).toEqual(numbers);
  });

  it.each(['三项任务', '2.5万吨', '十条'])('is none: %s', (text) => {
    expect(readSectionReference(text, 0)).toBeNull();
  });
});

describe('sectionsOf', () => {
  it('finds the last numbered part of the document that is named', () => {
    const last = { sections: [readSectionReference('最后一章', 0)!], headings: [], documentIds: ['rule'] };
    const parts = {
      articles: new Set<string>(),
      rows: new Map(),
      tops: new Map([['rule', ['1', '2', '3']]]),
    };
    const question = last as unknown as Parameters<typeof sectionsOf>[0];
    expect(sectionsOf(question, ['rule'], parts)?.section).toBe('3');
    expect(sectionsOf(question, ['rule', 'plan'], parts)).toBeNull();
  });
});

describe('splitQuestions', () => {
  it.each([
    ['岸电建几套、谁负责、什么时候完成？', ['岸电建几套', '谁负责', '什么时候完成？']],
    ['渔船补贴多少？要交什么材料？', ['渔船补贴多少？', '要交什么材料？']],
    ['我家有条船，想办证，找哪个局', ['我家有条船，想办证，找哪个局']],
    ['港口、码头和航道由谁牵头', ['港口、码头和航道由谁牵头']],
    ['谁牵头？急用。', ['谁牵头？急用。']],
    ['岸电由谁牵头、谁配合，建几套？', ['岸电由谁牵头、谁配合', '建几套？']],
  ])('%s', (message, parts) => {
    expect(splitQuestions(message)).toEqual(parts);
  });
});
