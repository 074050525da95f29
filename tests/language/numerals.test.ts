import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  formatChineseNumeral,
  formatCircledNumeral,
  parseChineseNumeral,
  parseEnclosedNumeral,
} from '../../src/language/numerals.ts';
import { readCases } from './case-file.ts';

describe('parseChineseNumeral', () => {
  it.each(readCases('numerals.txt'))('%s is %s', (text, value) => {
    expect(parseChineseNumeral(text!)).toBe(value === 'null' ? null : Number(value));
  });

  it('reads back every number from 1 to 9999', () => {
    for (let value = 1; value <= 9999; value++) {
      const text = formatChineseNumeral(value);
      if (parseChineseNumeral(text) !== value)
        expect.fail(`${value} → ${text} → ${parseChineseNumeral(text)}`);
    }
  });

  it('never reads a number out of other text', () => {
    fc.assert(
      fc.property(fc.string({ unit: fc.constantFrom(...'一十百千万亿零〇两5.年第') }), (text) => {
        const value = parseChineseNumeral(text);
        expect(value === null || (Number.isFinite(value) && !/[年第]/.test(text))).toBe(true);
      }),
    );
  });
});

describe('formatChineseNumeral', () => {
  it.each([
    [10, '十'],
    [11, '十一'],
    [21, '二十一'],
    [101, '一百零一'],
    [110, '一百一十'],
    [1001, '一千零一'],
    [1010, '一千零一十'],
  ])('%d is %s', (value, text) => expect(formatChineseNumeral(value)).toBe(text));

  it.each([0, -1, 1.5, 10_000])('refuses %d', (value) => {
    expect(() => formatChineseNumeral(value)).toThrow(RangeError);
  });
});

describe('enclosed numerals', () => {
  it('round-trip from ① to ㊿', () => {
    for (let value = 1; value <= 50; value++)
      expect(parseEnclosedNumeral(formatCircledNumeral(value))).toBe(value);
  });

  it.each([
    ['①', 1],
    ['⑳', 20],
    ['㉑', 21],
    ['㊱', 36],
    ['㊿', 50],
    ['⑴', 1],
    ['⒈', 1],
    ['㈠', 1],
    ['1', null],
    ['', null],
    ['①②', null],
  ])('%s is %s', (text, value) => expect(parseEnclosedNumeral(text)).toBe(value));

  it('refuses 51', () => expect(() => formatCircledNumeral(51)).toThrow(RangeError));
});
