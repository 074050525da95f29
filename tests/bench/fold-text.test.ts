import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { foldText, foldWithOffsets } from '../../bench/quality/fold-text.ts';

const policyText = fc.string({
  unit: fc.constantFrom(...'一二市局责任（）(): ：、，,。.“”"〔〕[]—-　 \n０9Ａa'),
  maxLength: 60,
});

describe('foldText', () => {
  it.each([
    ['（一）总体要求：', '(一)总体要求:'],
    ['“互联网＋”　行动', '"互联网+"行动'],
    ['国办发〔2018〕121号', '国办发[2018]121号'],
    ['2015—2017年', '2015-2017年'],
  ])('folds %s', (text, folded) => expect(foldText(text)).toBe(foldText(folded)));

  it('keeps words apart that differ', () => expect(foldText('市科委')).not.toBe(foldText('市科技局')));

  it('folds twice as once', () => {
    fc.assert(
      fc.property(policyText, (text) => {
        expect(foldText(foldText(text))).toBe(foldText(text));
      }),
    );
  });

  it('maps each folded character to the place it came from', () => {
    fc.assert(
      fc.property(policyText, (text) => {
        const { text: folded, offsets } = foldWithOffsets(text);
        expect(offsets).toHaveLength(folded.length + 1);
        for (let at = 0; at < folded.length; at++)
          expect(foldText(text[offsets[at]!]!)).toContain(folded[at]);
      }),
    );
  });
});
