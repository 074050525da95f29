import { setImmediate as breathe } from 'node:timers/promises';
import type { ClauseTerms } from './clause-terms.ts';
import { GrowingArray } from './growing-array.ts';
import { KEYWORD_FIELDS, type KeywordParameters } from './keyword-parameters.ts';
import type { KeywordPostings } from './keyword-postings.ts';
import { buildTermDictionary } from './term-dictionary.ts';

const CLAUSES_PER_STEP = 500;

/** Frequencies as counted, before average lengths are known. */
interface TermCounts {
  readonly terms: readonly string[];
  /** Where each clause's entries start; one more at the end. */
  readonly starts: Uint32Array;
  readonly entryTerms: Uint32Array;
  readonly entryFields: Uint8Array;
  readonly entryFrequencies: Uint32Array;
  /** Number of terms per clause and field. */
  readonly lengths: Uint32Array;
}

/** Counts, weighs and sorts the terms of all clauses. Lets other work run between steps. */
export async function buildKeywordPostings(
  clauses: Iterable<ClauseTerms>,
  parameters: KeywordParameters,
): Promise<KeywordPostings> {
  const counts = await countTerms(clauses);
  const clauseCount = counts.starts.length - 1;
  const found = countClausesPerTerm(counts);
  const starts = new Uint32Array(counts.terms.length + 1);
  for (let term = 0; term < counts.terms.length; term++) starts[term + 1] = starts[term]! + found[term]!;
  const total = starts[counts.terms.length]!;
  const postings: KeywordPostings = {
    dictionary: buildTermDictionary(counts.terms),
    clauseCount,
    starts,
    clauses: new Uint32Array(total),
    impacts: new Float32Array(total),
  };
  fillPostings(postings, counts, parameters);
  return postings;
}

/** How rare a term is: ln(1 + (N − n + ½) / (n + ½)), always above 0. */
export function computeIdf(clauseCount: number, found: number): number {
  return Math.log(1 + (clauseCount - found + 0.5) / (found + 0.5));
}

async function countTerms(clauses: Iterable<ClauseTerms>): Promise<TermCounts> {
  const numbers = new Map<string, number>();
  const starts = new GrowingArray(Uint32Array);
  const entryTerms = new GrowingArray(Uint32Array);
  const entryFields = new GrowingArray(Uint8Array);
  const entryFrequencies = new GrowingArray(Uint32Array);
  const lengths = new GrowingArray(Uint32Array);
  const frequencies = new Map<number, number>();
  let clause = 0;
  for (const fields of clauses) {
    starts.push(entryTerms.length);
    for (let field = 0; field < KEYWORD_FIELDS.length; field++) {
      const terms = fields[KEYWORD_FIELDS[field]!];
      lengths.push(terms.length);
      frequencies.clear();
      for (const term of terms) {
        let number = numbers.get(term);
        if (number === undefined) {
          number = numbers.size;
          numbers.set(term, number);
        }
        frequencies.set(number, (frequencies.get(number) ?? 0) + 1);
      }
      for (const [number, frequency] of frequencies) {
        entryTerms.push(number);
        entryFields.push(field);
        entryFrequencies.push(frequency);
      }
    }
    if (++clause % CLAUSES_PER_STEP === 0) await breathe();
  }
  starts.push(entryTerms.length);
  return {
    terms: [...numbers.keys()],
    starts: starts.finish(),
    entryTerms: entryTerms.finish(),
    entryFields: entryFields.finish(),
    entryFrequencies: entryFrequencies.finish(),
    lengths: lengths.finish(),
  };
}

function countClausesPerTerm({ terms, starts, entryTerms }: TermCounts): Uint32Array {
  const found = new Uint32Array(terms.length);
  const lastClause = new Uint32Array(terms.length);
  for (let clause = 0; clause + 1 < starts.length; clause++) {
    for (let entry = starts[clause]!; entry < starts[clause + 1]!; entry++) {
      const term = entryTerms[entry]!;
      if (lastClause[term] === clause + 1) continue;
      lastClause[term] = clause + 1;
      found[term]!++;
    }
  }
  return found;
}

function fillPostings(postings: KeywordPostings, counts: TermCounts, parameters: KeywordParameters): void {
  const { starts, clauses, impacts, clauseCount } = postings;
  const { saturation } = parameters;
  const termCount = counts.terms.length;
  const idf = new Float64Array(termCount);
  for (let term = 0; term < termCount; term++) {
    idf[term] = computeIdf(clauseCount, starts[term + 1]! - starts[term]!);
  }
  const averages = averageLengths(counts.lengths, clauseCount);
  const next = starts.slice();
  const occurrences = new Float64Array(termCount);
  const touched: number[] = [];
  for (let clause = 0; clause < clauseCount; clause++) {
    const factors = KEYWORD_FIELDS.map((name, field) => {
      const { weight, lengthPenalty } = parameters.fields[name];
      const length = counts.lengths[clause * KEYWORD_FIELDS.length + field]!;
      return length === 0 ? 0 : weight / (1 - lengthPenalty + (lengthPenalty * length) / averages[field]!);
    });
    touched.length = 0;
    for (let entry = counts.starts[clause]!; entry < counts.starts[clause + 1]!; entry++) {
      const term = counts.entryTerms[entry]!;
      if (occurrences[term] === 0) touched.push(term);
      occurrences[term]! += factors[counts.entryFields[entry]!]! * counts.entryFrequencies[entry]!;
    }
    for (const term of touched) {
      const count = occurrences[term]!;
      occurrences[term] = 0;
      const place = next[term]!++;
      clauses[place] = clause;
      impacts[place] = (idf[term]! * (saturation + 1) * count) / (saturation + count);
    }
  }
}

function averageLengths(lengths: Uint32Array, clauseCount: number): number[] {
  const sums = KEYWORD_FIELDS.map(() => 0);
  for (let at = 0; at < lengths.length; at++) sums[at % KEYWORD_FIELDS.length]! += lengths[at]!;
  return sums.map((sum) => Math.max(sum / Math.max(clauseCount, 1), 1e-9));
}
