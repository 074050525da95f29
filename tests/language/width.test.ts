import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { foldForComparison, foldWidth } from '../../src/language/width.ts';

describe('foldWidth', () => {
  it('folds full-width ASCII and keeps every offset', () => {
    expect(foldWidth('ＩＰｖ６（９９．９％）：　是')).toBe('IPv6(99.9%): 是');
    fc.assert(
      fc.property(fc.string({ unit: 'binary' }), (text) => {
        expect(foldWidth(text).length).toBe(text.length);
        expect(foldWidth(foldWidth(text))).toBe(foldWidth(text));
      }),
    );
  });
});

describe('foldForComparison', () => {
  it.each([
    ['（国发〔2019〕3号）', '(国发[2019]3号)'],
    ['“放管服”改革，', '"放管服"改革,'],
    ['2015—2017年', '2015-2017年'],
    ['市教委、市科委；市财政局。', '市教委,市科委;市财政局.'],
    ['IPv6 规模\n部署', 'ipv6规模部署'],
    ['《条例》', '<条例>'],
  ])('%s = %s', (a, b) => expect(foldForComparison(a)).toBe(foldForComparison(b)));

  it.each([
    ['5万', '50万'],
    ['1.5亿', '15亿'],
    ['市科委牵头', '市科委配合'],
  ])('%s ≠ %s', (a, b) => expect(foldForComparison(a)).not.toBe(foldForComparison(b)));

  it('is the same applied twice', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary' }), (text) => {
        const once = foldForComparison(text);
        expect(foldForComparison(once)).toBe(once);
      }),
    );
  });
});
