import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  findDates,
  findDeadline,
  findDeadlines,
  findPeriod,
  findYears,
  readPlanOrdinal,
} from '../../src/language/dates.ts';
import { readCases } from './case-file.ts';

describe('findDeadlines', () => {
  it.each(readCases('deadlines.txt'))('%s: %s', (text, expected) => {
    const found = findDeadlines(text!);
    expect(found.map((deadline) => `${deadline.text}=${deadline.date}`).join(' ')).toBe(expected ?? '');
    for (const { start, end, text: printed } of found) expect(text!.slice(start, end)).toBe(printed);
  });

  it.each([
    ['年底前完成', '2024-12-31'],
    ['今年6月底前完成', '2024-06-30'],
    ['2月底前完成', '2024-02-29'],
    ['年内完成', '2024-12-31'],
    ['每年12月底前报送', undefined],
    ['近三年内', undefined],
    ['十年前', undefined],
  ])('%s in a document of 2024: %s', (text, date) => {
    expect(findDeadlines(text, { year: 2024 })[0]?.date).toBe(date);
  });

  it('gives the first one, without its place', () => {
    expect(findDeadline('2024年6月底前出台，2025年底前建成')).toEqual({
      text: '2024年6月底前',
      date: '2024-06-30',
    });
    expect(findDeadline('完善机制')).toBeNull();
  });

  it('slices back whatever the text', () => {
    const alphabet = fc.constantFrom(
      '到',
      '至',
      '2025',
      '年',
      '12',
      '月',
      '30',
      '日',
      '底',
      '前',
      '内',
      '“十四五”',
      '末',
      ' ',
      '，',
    );
    fc.assert(
      fc.property(fc.array(alphabet, { maxLength: 14 }), (pieces) => {
        const text = pieces.join('');
        for (const found of findDeadlines(text, { year: 2024 })) {
          expect(text.slice(found.start, found.end)).toBe(found.text);
          expect(found.date).toMatch(/^\d{4}-\d{2}-\d{2}$/);
        }
      }),
    );
  });
});

describe('findDates', () => {
  it.each([
    ['2017年6月9日', ['2017-06-09']],
    ['二〇一九年一月十二日', ['2019-01-12']],
    ['二○一九年十月三十一日', ['2019-10-31']],
    ['2017-06-09 10:30', ['2017-06-09']],
    ['2017.6.9', ['2017-06-09']],
    ['2017/6/9', ['2017-06-09']],
    ['２０１９ 年 １ 月 ２ 日', ['2019-01-02']],
    ['自2020年1月1日至2020年12月31日', ['2020-01-01', '2020-12-31']],
    ['2019年2月30日', []],
    ['云政发〔2019〕3号', []],
    ['1.2.3和192.168.1.1', []],
  ])('%s: %s', (text, dates) => {
    const found = findDates(text);
    expect(found.map((date) => date.date)).toEqual(dates);
    for (const { start, end, text: printed } of found) expect(text.slice(start, end)).toBe(printed);
  });
});

describe('findYears', () => {
  it.each([
    ['2015年的计划', [2015]],
    ['（2015—2017年）', [2015, 2017]],
    ['2015智慧城市', [2015]],
    ['二〇一九年', [2019]],
    ['云政发〔2014〕17号', [2014]],
    ['2000万元', []],
    ['2030个基站', []],
    ['12015年', []],
    ['1.2019', []],
  ])('%s: %s', (text, years) => expect(findYears(text).map((found) => found.year)).toEqual(years));
});

describe('findPeriod', () => {
  it.each(readCases('periods.txt'))('%s: %s', (title, expected) => {
    const period = findPeriod(title!);
    expect(period ? `${period.from}-${period.to}` : 'null').toBe(expected);
  });

  it.each([
    ['六五', 1981],
    ['十五', 2001],
    ['十二五', 2011],
    ['十四五', 2021],
  ])('%s begins in %d', (ordinal, from) => expect(readPlanOrdinal(ordinal)).toEqual({ from, to: from + 4 }));
});
