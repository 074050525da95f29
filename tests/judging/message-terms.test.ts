import { describe, expect, it } from 'vitest';
import { coverOf, findTerms, hasTerm, heaviestGap, missedNames } from '../../src/judging/cover-terms.ts';
import { readMessageTerms } from '../../src/judging/message-terms.ts';
import { MOST_RARE, rarityOf } from '../../src/language/background-rarity.ts';

const termsOf = (text: string) => readMessageTerms(text).terms.map(({ text: term }) => term);

describe('rarityOf', () => {
  it.each([
    ['什么', '岸电'],
    ['工作', '牵头'],
    ['企业', '疏浚'],
  ])('%s is commoner than %s', (common, rare) => {
    expect(rarityOf(common)).toBeLessThan(rarityOf(rare));
  });

  it('stays between 0 and the most rare, also for what was never seen', () => {
    for (const term of ['的', '中国', '龘龘', 'pue']) {
      expect(rarityOf(term)).toBeGreaterThan(0);
      expect(rarityOf(term)).toBeLessThanOrEqual(MOST_RARE);
    }
  });
});

describe('readMessageTerms', () => {
  it('keeps pairs of content words and leaves question words out', () => {
    const terms = termsOf('岸电改造由谁牵头？');
    expect(terms).toContain('岸电');
    expect(terms).toContain('牵头');
    expect(terms).not.toContain('由谁');
  });

  it.each(['谁', '？？', ''])('finds nothing to look for in 「%s」', (text) => {
    expect(readMessageTerms(text).total).toBe(0);
  });

  it('keeps numbers and Latin words whole', () => {
    expect(termsOf('PUE低于1.3的数据中心')).toEqual(expect.arrayContaining(['pue', '1.3']));
  });

  it('reads no more terms of a message of 4,000 characters than it can use', () => {
    const long = Array.from({ length: 2000 }, (_, i) => `${String.fromCodePoint(0x4e00 + i * 2)}库`).join('');
    expect(readMessageTerms(long).terms.length).toBeLessThanOrEqual(160);
  });
});

describe('covering a message', () => {
  const message = readMessageTerms('滨海新区的充电桩补贴2025年发多少');

  it('is 1 for the message itself and 0 for a text without any of it', () => {
    expect(coverOf(message, findTerms(message, '滨海新区的充电桩补贴2025年发多少'))).toBe(1);
    expect(coverOf(message, findTerms(message, '林业'))).toBe(0);
  });

  it('takes what any of several texts has', () => {
    const part = findTerms(message, '充电桩');
    const rest = findTerms(message, '滨海新区');
    expect(coverOf(message, part, rest)).toBeGreaterThan(coverOf(message, part));
  });

  it('finds the heaviest stretch that nothing explains, and names that are missing', () => {
    const found = findTerms(message, '充电桩补贴');
    const all = findTerms(message, '滨海新区充电桩补贴2025年');
    expect(heaviestGap(message, found)).toBeGreaterThan(heaviestGap(message, all));
    expect(missedNames(message, found)).toBeGreaterThan(missedNames(message, all));
  });

  it.each([
    ['15项', '5', false],
    ['5项', '5', true],
    ['aiot平台', 'ai', false],
    ['ai平台', 'ai', true],
    ['1.35', '1.3', false],
  ])('%s has the token %s: %s', (text, term, expected) => {
    expect(hasTerm(text, term)).toBe(expected);
  });
});
