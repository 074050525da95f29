import { describe, expect, it } from 'vitest';
import { ABOUT_WORDS } from '../../src/grammar/about-words.ts';
import { ARRANGING_WORDS, isArrangingWord } from '../../src/grammar/arranging-words.ts';
import { CLOSED, CLOSED_WORDS } from '../../src/grammar/closed-words.ts';
import { FACT_WORDS } from '../../src/grammar/fact-words.ts';
import { readFacts } from '../../src/grammar/read-facts.ts';
import { NAME_WORDS } from '../../src/grammar/read-names.ts';
import { RESULT_WORDS } from '../../src/grammar/read-result-ask.ts';

/** The words of a text that a row finds, wherever it begins. */
function foundBy(pattern: string, text: string): string[] {
  return [...text.matchAll(new RegExp(pattern, 'gu'))].map(([word]) => word);
}

describe('closed words', () => {
  it.each(CLOSED_WORDS.map((row) => [row.name, row] as const))(
    '%s: its own example and no other',
    (_name, row) => {
      const [question, word] = row.example;
      expect(foundBy(row.pattern, question)).toContain(word);
      expect(foundBy(row.pattern, row.counterExample)).not.toContain(word);
    },
  );

  it('match something at a place or nothing', () => {
    for (const { at } of CLOSED) expect(at.sticky).toBe(true);
  });
});

describe('words for facts of documents', () => {
  it.each(FACT_WORDS.map((row) => [row.fact, row.example, row.counterExample] as const))(
    '%s: %s, not %s',
    (fact, yes, no) => {
      expect(readFacts(yes).facts).toContain(fact);
      expect(readFacts(no).facts).not.toContain(fact);
    },
  );

  it('are read together', () => {
    expect(readFacts('文号和印发日期是多少').facts).toEqual(['documentNumber', 'issuedOn']);
  });
});

describe('verbs of arranging', () => {
  it('are these alone, as whole words', () => {
    const { example, counterExample } = ARRANGING_WORDS;
    for (const word of [example, '铺开', '拆成', '划分为']) expect(isArrangingWord(word)).toBe(true);
    for (const word of [counterExample, '处罚', '不部署', '部署会议', ''])
      expect(isArrangingWord(word)).toBe(false);
  });
});

describe('words for documents as wholes, names and results', () => {
  const rows = [
    ...ABOUT_WORDS.map((row) => ({ ...row, name: row.about })),
    ...NAME_WORDS.map((row) => ({ ...row, name: row.asks })),
    ...RESULT_WORDS.map((row) => ({ ...row, name: row.wants })),
  ];
  it.each(rows.map((row) => [row.name, row] as const))('%s: its own example and no other', (_name, row) => {
    expect(foundBy(row.pattern, row.example)).not.toEqual([]);
    expect(foundBy(row.pattern, row.counterExample)).toEqual([]);
  });
});
