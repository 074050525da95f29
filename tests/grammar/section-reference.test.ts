import { describe, expect, it } from 'vitest';
import { readSectionReference } from '../../src/grammar/section-reference.ts';
import { splitQuestions } from '../../src/questions/split-questions.ts';

describe('readSectionReference', () => {
  it.each([
    ['第三部分第二条第5项是什么', [3, 2, 5]],
    ['第十二条由谁负责', [12]],
    ['3.2.5是什么', [3, 2, 5]],
    ['序号17是哪项', [17]],
    ['第二章的第四条', [2, 4]],
  ])('%s', (text, numbers) => {
    expect(readSectionReference(text, 0)?.steps.map(({ number }) => number)).toEqual(numbers);
  });

  it.each(['三项任务', '2.5万吨', '十条'])('is none: %s', (text) => {
    expect(readSectionReference(text, 0)).toBeNull();
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
