import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { isShortenedIn } from '../../src/language/shortened.ts';
import { extractTerms, literalTerms } from '../../src/language/words.ts';

const piece = fc.constantFrom('岸电', '5G', '专网', '第', '三', '条', 'IPv6', '，', '治理', 'a-b', '黑', ' ');
const text = fc.array(piece, { minLength: 1, maxLength: 8 }).map((pieces) => pieces.join(''));

describe('literalTerms', () => {
  it('stand in every text in which the word stands between Chinese characters', () => {
    fc.assert(
      fc.property(text, text, text, (before, word, after) => {
        const terms = new Set(extractTerms(`${before}的${word}的${after}`));
        expect(literalTerms(word).filter((term) => !terms.has(term))).toEqual([]);
      }),
    );
  });

  it('are the pairs of a Chinese word, a lone character, a token', () => {
    expect(literalTerms('黑臭水体')).toEqual(['黑臭', '臭水', '水体']);
    expect(literalTerms('岸')).toEqual(['岸']);
    expect(literalTerms('5G专网')).toEqual(['专网', '5g']);
    expect(literalTerms('')).toEqual([]);
  });
});

describe('isShortenedIn', () => {
  it.each([
    ['综保区', '促进综合保税区高水平开放', true],
    ['工控', '加强工业控制系统防护', true],
    ['综保区', '促进保税区综合发展', false],
    ['工控', '工作人员要控制', false],
    ['工控', '工业，控制', false],
  ])('%s in %s: %s', (word, inText, expected) => {
    expect(isShortenedIn(word, inText)).toBe(expected);
  });
});
