import type { ClauseRange } from '../records/clause-table.ts';
import { type FieldParameters, KEYWORD_FIELDS, type KeywordParameters } from './keyword-parameters.ts';

/*
 * The pieces of the formula that KEYWORD_PARAMETERS gives: computed once for all clauses where the index is written, and
 * anew for those that a caller may see.
 */

/** How rare a term is: ln(1 + (N − n + ½) / (n + ½)), always above 0. */
export function computeIdf(clauseCount: number, found: number): number {
  return Math.log(1 + (clauseCount - found + 0.5) / (found + 0.5));
}

/** What one occurrence in a field of `length` terms counts; 0 for an empty field. */
export function fieldFactor(
  { weight, lengthPenalty }: FieldParameters,
  length: number,
  average: number,
): number {
  return length === 0 ? 0 : weight / (1 - lengthPenalty + (lengthPenalty * length) / average);
}

/** What a clause gains by a term that it has so often, lengths and weights of its fields taken in. */
export function computeImpact(idf: number, occurrences: number, { saturation }: KeywordParameters): number {
  return (idf * (saturation + 1) * occurrences) / (saturation + occurrences);
}

/** Average number of terms per field over the clauses of some ranges; `lengths` has one figure per clause and field. */
export function averageLengths(lengths: Uint32Array, ranges: readonly ClauseRange[]): number[] {
  const fields = KEYWORD_FIELDS.length;
  const sums = KEYWORD_FIELDS.map(() => 0);
  let clauseCount = 0;
  for (const { start, end } of ranges) {
    clauseCount += end - start;
    for (let at = start * fields; at < end * fields; at++) sums[at % fields]! += lengths[at]!;
  }
  return sums.map((sum) => Math.max(sum / Math.max(clauseCount, 1), 1e-9));
}
