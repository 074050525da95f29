import { setImmediate as breathe } from 'node:timers/promises';
import type { ClauseTerms } from './clause-terms.ts';
import { FrequencyPatterns, narrow } from './frequency-patterns.ts';
import { GrowingArray } from './growing-array.ts';
import { averageLengths, computeIdf, computeImpact, fieldFactor } from './keyword-formula.ts';
import { KEYWORD_FIELDS, type KeywordParameters } from './keyword-parameters.ts';
import type { KeywordPostings } from './keyword-postings.ts';
import { buildTermDictionary } from './term-dictionary.ts';

const CLAUSES_PER_STEP = 500;
const FIELDS = KEYWORD_FIELDS.length;

/** Frequencies as counted, before average lengths are known. */
interface TermCounts {
  readonly terms: readonly string[];
  /** Where each clause's entries start; one more at the end. */
  readonly starts: Uint32Array;
  readonly entryTerms: Uint32Array;
  readonly entryFields: Uint8Array;
  readonly entryFrequencies: Uint32Array;
  /** Number of terms per clause and field. */
  readonly lengths: Uint32Array<ArrayBuffer>;
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
  const empty: Filling = {
    dictionary: buildTermDictionary(counts.terms),
    clauseCount,
    starts,
    clauses: new Uint32Array(total),
    impacts: new Float32Array(total),
  };
  return fillPostings(empty, counts, parameters);
}

type Filling = Omit<KeywordPostings, 'lengths' | 'patterns' | 'patternOf'>;

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
    for (let field = 0; field < FIELDS; field++) {
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

function fillPostings(postings: Filling, counts: TermCounts, parameters: KeywordParameters): KeywordPostings {
  const { starts, clauses, impacts, clauseCount } = postings;
  const termCount = counts.terms.length;
  const idf = new Float64Array(termCount);
  for (let term = 0; term < termCount; term++) {
    idf[term] = computeIdf(clauseCount, starts[term + 1]! - starts[term]!);
  }
  const averages = averageLengths(counts.lengths, [{ start: 0, end: clauseCount }]);
  const next = starts.slice();
  const patterns = new FrequencyPatterns();
  const patternOf = new Uint32Array(clauses.length);
  const found = new Uint32Array(termCount * FIELDS);
  const occurrences = new Float64Array(termCount);
  const touched: number[] = [];
  for (let clause = 0; clause < clauseCount; clause++) {
    const factors = KEYWORD_FIELDS.map((name, field) =>
      fieldFactor(parameters.fields[name], counts.lengths[clause * FIELDS + field]!, averages[field]!),
    );
    touched.length = 0;
    for (let entry = counts.starts[clause]!; entry < counts.starts[clause + 1]!; entry++) {
      const term = counts.entryTerms[entry]!;
      const field = counts.entryFields[entry]!;
      const frequency = counts.entryFrequencies[entry]!;
      if (occurrences[term] === 0) touched.push(term);
      occurrences[term]! += factors[field]! * frequency;
      found[term * FIELDS + field] = frequency;
    }
    for (const term of touched) {
      const place = next[term]!++;
      clauses[place] = clause;
      impacts[place] = computeImpact(idf[term]!, occurrences[term]!, parameters);
      patternOf[place] = patterns.numberOf(found, term * FIELDS);
      occurrences[term] = 0;
      for (let field = 0; field < FIELDS; field++) found[term * FIELDS + field] = 0;
    }
  }
  return {
    ...postings,
    lengths: counts.lengths,
    patterns: patterns.finish(),
    patternOf: narrow(patternOf, patterns.size),
  };
}
