import { decodeFlatFile, encodeFlatFile } from '../files/flat-file.ts';
import type { PatternNumbers } from './frequency-patterns.ts';
import type { TermDictionary } from './term-dictionary.ts';

/** The keyword index: for each term the clauses that have it and what each gains by it, ready to be added up. */
export interface KeywordPostings {
  readonly dictionary: TermDictionary;
  readonly clauseCount: number;
  /** Where each term's postings start; one more entry at the end. */
  readonly starts: Uint32Array<ArrayBuffer>;
  /** Ascending within a term. */
  readonly clauses: Uint32Array<ArrayBuffer>;
  /** BM25F impact, idf included; above 0. */
  readonly impacts: Float32Array<ArrayBuffer>;
  /** Number of terms per clause and field. */
  readonly lengths: Uint32Array<ArrayBuffer>;
  /** How often a term stands in each field of a clause: the frequencies of one pattern after another. */
  readonly patterns: Uint32Array<ArrayBuffer>;
  /** Pattern of each posting. With `lengths` it gives the impact among fewer clauses than all. */
  readonly patternOf: PatternNumbers;
}

export function encodeKeywordPostings(postings: KeywordPostings): Uint8Array[] {
  return encodeFlatFile({
    characters: postings.dictionary.characters,
    termStarts: postings.dictionary.starts,
    slots: postings.dictionary.slots,
    clauseCount: Uint32Array.of(postings.clauseCount),
    starts: postings.starts,
    clauses: postings.clauses,
    impacts: postings.impacts,
    lengths: postings.lengths,
    patterns: postings.patterns,
    patternOf: postings.patternOf,
  });
}

export function decodeKeywordPostings(bytes: Uint8Array<ArrayBuffer>, label: string): KeywordPostings {
  const file = decodeFlatFile(bytes, label);
  return {
    dictionary: {
      characters: file.u16('characters'),
      starts: file.u32('termStarts'),
      slots: file.u32('slots'),
    },
    clauseCount: file.u32('clauseCount')[0] ?? 0,
    starts: file.u32('starts'),
    clauses: file.u32('clauses'),
    impacts: file.f32('impacts'),
    lengths: file.u32('lengths'),
    patterns: file.u32('patterns'),
    patternOf: file.unsigned('patternOf'),
  };
}
