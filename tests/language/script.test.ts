import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { editMapped, mapWholeText } from '../../src/domain/mapped-text.ts';
import { detectTraditional, simplifyEdits, toSimplified } from '../../src/language/script.ts';
import { readCases } from './case-file.ts';

describe('toSimplified', () => {
  it.each(readCases('script.txt'))('%s → %s', (text, simplified) => {
    expect(toSimplified(text!)).toBe(simplified);
    expect(toSimplified(simplified!)).toBe(simplified);
  });
});

describe('simplifyEdits', () => {
  it('gives one edit a character, which spell the converted text', () => {
    const text = '臨江市著力推進，\n編著專著。';
    const edits = simplifyEdits(text);
    expect(editMapped(mapWholeText(text), edits).text).toBe('临江市着力推进，\n编著专著。');
    expect(edits.every((edit) => edit.end - edit.start === 1)).toBe(true);
  });

  it('keeps places right where a conversion changes the UTF-16 length', () => {
    // 䁪 → 𥇢 takes one unit more, 𧜗 → 䘞 one less.
    const text = '臨䁪江𧜗國';
    const mapped = editMapped(mapWholeText(text), simplifyEdits(text));
    expect(mapped.text).toBe('临𥇢江䘞国');
  });

  it('applies to any text', () => {
    const unit = fc.constantFrom(...'著編專力臨國䁪后後乾坤於于瞭\n ，a', '𧜗', '\ud800');
    fc.assert(
      fc.property(fc.string({ unit, maxLength: 30 }), (text) => {
        const edits = simplifyEdits(text);
        const simplified = editMapped(mapWholeText(text), edits).text;
        expect([...simplified].length).toBe([...text].length);
        let end = 0;
        for (const edit of edits) {
          expect(edit.start).toBeGreaterThanOrEqual(end);
          end = edit.end;
        }
      }),
    );
  });
});

describe('detectTraditional', () => {
  it.each([
    ['臨江市新型基礎設施建設三年行動方案', true],
    ['爲貫徹落實黨中央關于加快推進基礎設施建設的决策部署，制定本方案。', true],
    ['临江市新型基础设施建设三年行动方案', false],
    ['对使用“臺灣總督府”等字样的标识进行清理整顿，由市市场监管局牵头负责。', false],
    ['省级响应结束1个月後续贷，确保贷款馀额不低于上年同期馀额。', false],
    ['成效显著，乾坤朗朗，瞭望塔', false],
    ['5G network', false],
    ['', false],
  ])('%s: %s', (text, expected) => expect(detectTraditional(text)).toBe(expected));
});
