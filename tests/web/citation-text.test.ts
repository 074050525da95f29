import { expect, it } from 'vitest';
import { citationText, placeText } from '../../web/src/text/citation-text.ts';
import { markQuote, markSpan } from '../../web/src/text/highlight.ts';

const CITED = {
  label: '《智慧城市行动计划》二、（一）1.智慧医疗',
  documentTitle: '智慧城市行动计划',
  documentNumber: '津政发〔2015〕8号',
  quote: '建设“健康云”平台。',
  normalized: false,
};

it.each([
  [CITED, '《智慧城市行动计划》（津政发〔2015〕8号）二、（一）1.智慧医疗：“建设‘健康云’平台。”'],
  [{ ...CITED, documentNumber: null }, '《智慧城市行动计划》二、（一）1.智慧医疗：“建设‘健康云’平台。”'],
  [
    { ...CITED, quote: '建设平台。', normalized: true },
    '《智慧城市行动计划》（津政发〔2015〕8号）二、（一）1.智慧医疗：“建设平台。”（经繁简转换）',
  ],
])('copies a citation as a letter gives it: %#', (citation, expected) => {
  expect(citationText(citation)).toBe(expected);
});

it.each([
  [{ page: 3 }, '第 3 页'],
  [{ cell: { sheet: '任务表', row: 4, column: 1 } }, '任务表 第 5 行'],
  [{}, ''],
])('says the place in the file: %#', (place, expected) => {
  expect(placeText(place)).toBe(expected);
});

it('marks the quote, or nothing where it is not there', () => {
  expect(markQuote('甲乙丙', '乙')).toEqual([
    { text: '甲', marked: false },
    { text: '乙', marked: true },
    { text: '丙', marked: false },
  ]);
  expect(markQuote('甲乙丙', '丁')).toEqual([{ text: '甲乙丙', marked: false }]);
  expect(markQuote('甲乙丙', null)).toEqual([{ text: '甲乙丙', marked: false }]);
});

it('cuts a span to the text', () => {
  expect(markSpan('甲乙', { start: 1, end: 99 })).toEqual([
    { text: '甲', marked: false },
    { text: '乙', marked: true },
  ]);
});
