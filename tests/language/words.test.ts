import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { addWords, extractTerms, isFunctionWord, segmentWords } from '../../src/language/words.ts';
import { readCases } from './case-file.ts';

describe('extractTerms', () => {
  it.each(readCases('same-terms.txt'))('%s and %s share %s', (a, b, term) => {
    expect(extractTerms(a!)).toContain(term);
    expect(extractTerms(b!)).toContain(term);
  });

  it('gives characters, pairs inside runs of Chinese, long words and Latin tokens', () => {
    expect(extractTerms('推进IPv6，互联网')).toEqual([
      '推',
      '推进',
      '进',
      '互',
      '互联',
      '联',
      '联网',
      '网',
      'ipv6',
      '互联网',
    ]);
  });

  it('keeps multiplicity', () => {
    expect(extractTerms('医疗、医疗').filter((term) => term === '医疗')).toHaveLength(2);
  });

  it.each([
    ['99.999%', '99.999'],
    ['2017年', '2017'],
    ['三亿五千万元', '350000000'],
    ['C-V2X', 'cv2x'],
  ])('%s gives %s', (text, term) => expect(extractTerms(text)).toContain(term));

  it('reads no number out of 千万不要 and 百姓', () => {
    expect(extractTerms('千万不要，百姓').some((term) => /\d/.test(term))).toBe(false);
  });

  it('does not depend on words added for segmentation', () => {
    const text = '由云岭省数字经济和信息化发展局牵头';
    const before = extractTerms(text);
    addWords(['云岭省数字经济和信息化发展局']);
    expect(extractTerms(text)).toEqual(before);
  });

  it('never gives an empty term or one with white space', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary', maxLength: 60 }), (text) => {
        for (const term of extractTerms(text)) expect(term).toMatch(/^\S+$/u);
      }),
    );
  });
});

describe('segmentWords', () => {
  it('covers the text without gaps', () => {
    const unit = fc.constantFrom(...'市工业和信息化局牵头，5G IPv6\n　。𠮷', '\u200b');
    fc.assert(
      fc.property(fc.string({ unit, maxLength: 40 }), (text) => {
        const words = segmentWords(text);
        expect(words.map((word) => word.text).join('')).toBe(text);
        for (const { start, end, text: word } of words) expect(text.slice(start, end)).toBe(word);
      }),
    );
  });

  it('keeps added names whole, tagged as organisations', () => {
    addWords(['临江市数据资源管理局', '', '带 空格']);
    expect(segmentWords('由临江市数据资源管理局牵头')).toContainEqual({
      text: '临江市数据资源管理局',
      start: 1,
      end: 11,
      tag: 'nt',
    });
  });
});

describe('isFunctionWord', () => {
  it.each(['的', '由', '哪些', '谁', '请问'])('%s says nothing about a topic', (word) =>
    expect(isFunctionWord(word)).toBe(true),
  );
  it.each(['牵头', '医疗', '目标', '资金'])('%s does', (word) => expect(isFunctionWord(word)).toBe(false));
});
