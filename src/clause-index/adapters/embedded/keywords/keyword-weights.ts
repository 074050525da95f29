import type { ClauseRange } from '../records/clause-table.ts';
import { averageLengths, computeIdf, computeImpact, fieldFactor } from './keyword-formula.ts';
import { KEYWORD_FIELDS, KEYWORD_PARAMETERS } from './keyword-parameters.ts';
import type { KeywordPostings } from './keyword-postings.ts';

/** What terms are worth among some of the clauses; terms by number, −1 for one that the index does not know. */
export interface KeywordWeights {
  inverseDocumentFrequency(term: number): number;
  /** Adds `weight` times the term's impact to the score of each of the clauses that has it. */
  addImpacts(scores: Float32Array, term: number, weight: number): void;
}

/** Among all clauses: as it was computed where the index was written. */
export function weighAmongAll({ starts, clauses, impacts, clauseCount }: KeywordPostings): KeywordWeights {
  return {
    inverseDocumentFrequency: (term) =>
      computeIdf(clauseCount, term < 0 ? 0 : starts[term + 1]! - starts[term]!),
    addImpacts(scores, term, weight) {
      const end = starts[term + 1]!;
      for (let at = starts[term]!; at < end; at++) scores[clauses[at]!]! += weight * impacts[at]!;
    },
  };
}

const FIELDS = KEYWORD_FIELDS.length;
const PARAMETERS = KEYWORD_FIELDS.map((name) => KEYWORD_PARAMETERS.fields[name]);
/** Up to this length of a field its factor is looked up. */
const TABLE_LENGTH = 2048;

/**
 * Among the clauses of some ranges (ascending) alone, as if the index held no others: neither what comes out nor, but for
 * logarithms, the time that it takes tells of the rest.
 */
export function weighAmong(postings: KeywordPostings, ranges: readonly ClauseRange[]): KeywordWeights {
  const { starts, clauses, lengths, patterns, patternOf } = postings;
  const clauseCount = ranges.reduce((sum, { start, end }) => sum + end - start, 0);
  const averages = averageLengths(lengths, ranges);
  const factors = Float64Array.from({ length: FIELDS * TABLE_LENGTH }, (_, i) => {
    const field = Math.floor(i / TABLE_LENGTH);
    return fieldFactor(PARAMETERS[field]!, i % TABLE_LENGTH, averages[field]!);
  });

  /** Where the term's postings of these clauses lie: [from, to) by turns. */
  const locate = (term: number): number[] => {
    const places: number[] = [];
    const end = term < 0 ? 0 : starts[term + 1]!;
    let at = term < 0 ? 0 : starts[term]!;
    for (let i = 0; i < ranges.length && at < end; i++) {
      const from = advance(clauses, ranges[i]!.start, at, end);
      at = advance(clauses, ranges[i]!.end, from, end);
      if (at > from) places.push(from, at);
    }
    return places;
  };
  const rarity = (places: readonly number[]): number => {
    let found = 0;
    for (let i = 0; i < places.length; i += 2) found += places[i + 1]! - places[i]!;
    return computeIdf(clauseCount, found);
  };
  const occurrencesAt = (place: number): number => {
    const pattern = patternOf[place]! * FIELDS;
    const clause = clauses[place]! * FIELDS;
    let occurrences = 0;
    for (let field = 0; field < FIELDS; field++) {
      const frequency = patterns[pattern + field]!;
      if (frequency === 0) continue;
      const length = lengths[clause + field]!;
      const factor =
        length < TABLE_LENGTH
          ? factors[field * TABLE_LENGTH + length]!
          : fieldFactor(PARAMETERS[field]!, length, averages[field]!);
      occurrences += factor * frequency;
    }
    return occurrences;
  };

  return {
    inverseDocumentFrequency: (term) => rarity(locate(term)),
    addImpacts(scores, term, weight) {
      const places = locate(term);
      const idf = rarity(places);
      for (let i = 0; i < places.length; i += 2) {
        const end = places[i + 1]!;
        for (let place = places[i]!; place < end; place++) {
          const impact = computeImpact(idf, occurrencesAt(place), KEYWORD_PARAMETERS);
          scores[clauses[place]!]! += weight * Math.fround(impact);
        }
      }
    },
  };
}

/** The first place in `from` … `to` whose clause is not below `clause`, looked for in steps that double. */
function advance(clauses: Uint32Array, clause: number, from: number, to: number): number {
  let low = from;
  let high = from;
  for (let step = 1; high < to && clauses[high]! < clause; step *= 2) {
    low = high + 1;
    high += step;
  }
  high = Math.min(high, to);
  while (low < high) {
    const middle = (low + high) >>> 1;
    if (clauses[middle]! < clause) low = middle + 1;
    else high = middle;
  }
  return low;
}
