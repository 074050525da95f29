import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  amountOf,
  compareDecimals,
  findQuantities,
  shiftDecimal,
} from '../../src/language/quantities/index.ts';
import { readCases } from './case-file.ts';

describe('findQuantities', () => {
  it.each(readCases('quantities.txt'))('%s: %s', (text, expected) => {
    const found = findQuantities(text!).map(
      ({ value, valueTo, unit, bound }) => `${value}${valueTo === null ? '' : `~${valueTo}`}${unit}/${bound}`,
    );
    expect(found.join(' ')).toBe(expected ?? '');
  });

  it('slices back whatever the text', () => {
    const pieces = fc.constantFrom(
      '3',
      '万',
      '元',
      '至',
      '一千',
      '百分之',
      '以上',
      '不超过',
      '，',
      '年',
      '月',
      '个',
      ' ',
      '1.5',
      '第',
    );
    fc.assert(
      fc.property(fc.array(pieces, { maxLength: 30 }), (parts) => {
        const text = parts.join('');
        for (const { start, end, printed } of findQuantities(text))
          expect(text.slice(start, end)).toBe(printed);
      }),
    );
  });
});

describe('amounts', () => {
  it.each([
    ['1.1', '亿元', '11000', '万元'],
    ['300', '座', '300', '座'],
    ['6', '成', '60', '%'],
    ['0.07', '万人', '700', '人'],
    ['5', '个工作日', '5', '工作日'],
  ])('%s%s is %s%s', (value, unit, otherValue, otherUnit) => {
    expect(amountOf(value, unit)).toEqual(amountOf(otherValue, otherUnit));
  });

  it('keeps 千瓦 and 元 apart from their magnitudes', () => {
    expect(amountOf('3', '千瓦')).toEqual({ value: '3', unit: '千瓦' });
    expect(amountOf('3', '万千瓦')).toEqual({ value: '30000', unit: '千瓦' });
  });

  it('shifts and compares without rounding', () => {
    fc.assert(
      fc.property(fc.nat(), fc.integer({ min: -12, max: 12 }), (number, places) => {
        const text = String(number);
        expect(shiftDecimal(shiftDecimal(text, places), -places)).toBe(text);
        expect(Math.sign(compareDecimals(text, String(number + 1)))).toBe(-1);
      }),
    );
  });
});
