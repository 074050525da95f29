import { rememberByVisibility } from '../../../../domain/remember-by-visibility.ts';
import type { Visibility } from '../../../../domain/search-scope.ts';
import type { KeywordIndex, WeightedTerm } from '../../../ports/keyword-index.ts';
import { createClauseFilter } from '../records/clause-filter.ts';
import { type ClauseTable, listVisibleRanges } from '../records/clause-table.ts';
import type { UnitTable } from '../records/unit-table.ts';
import { TopClauses } from '../top-clauses.ts';
import type { KeywordPostings } from './keyword-postings.ts';
import { type KeywordWeights, weighAmong, weighAmongAll } from './keyword-weights.ts';
import { findTerm } from './term-dictionary.ts';

/** Sets of visible documents whose averages are kept. */
const KEPT_SETS = 64;

/** Term at a time: every posting adds its impact to its clause, then one pass over all clauses picks the best. */
export function createEmbeddedKeywordIndex(
  postings: KeywordPostings,
  table: ClauseTable,
  units: UnitTable,
): KeywordIndex {
  // One search runs at a time (no await inside), so all share this array; it is all zero between searches.
  const scores = new Float32Array(postings.clauseCount);

  const whole = weighAmongAll(postings);
  const remember = rememberByVisibility<KeywordWeights>(KEPT_SETS);
  const weightsFor = (visibility: Visibility): KeywordWeights =>
    visibility === 'all'
      ? whole
      : remember(visibility, () => weighAmong(postings, listVisibleRanges(table, visibility)));

  const search = (
    query: readonly WeightedTerm[],
    limit: number,
    weights: KeywordWeights,
    mask: Uint8Array | null,
  ) => {
    for (const [term, weight] of combineTerms(postings, query)) weights.addImpacts(scores, term, weight);
    const top = new TopClauses(limit, postings.clauseCount);
    // Clauses come in index order, so one that only equals the worst kept score cannot enter any more.
    let bar = top.threshold === Number.POSITIVE_INFINITY ? top.threshold : 0;
    for (let clause = 0; clause < scores.length; clause++) {
      const score = scores[clause]!;
      if (score <= bar || (mask !== null && mask[clause] === 0)) continue;
      top.offer(clause, score);
      bar = Math.max(0, top.threshold);
    }
    scores.fill(0);
    return top.rank(table.clauseIds);
  };

  return {
    async search(queries, { limit, scope }) {
      const { mask, allowed } = createClauseFilter(table, units, scope);
      const weights = weightsFor(scope.visibility);
      return queries.map((query) => (allowed === 0 ? [] : search(query, limit, weights, mask)));
    },

    async findWithAll(terms, scope) {
      const lists = [...new Set(terms)].map((term) => clausesWith(postings, term));
      const { mask } = createClauseFilter(table, units, scope);
      return intersect(lists)
        .filter((clause) => mask === null || mask[clause] === 1)
        .map((clause) => table.clauseIds[clause]!);
    },

    async inverseDocumentFrequency(terms, visibility) {
      const weights = weightsFor(visibility);
      return terms.map((term) => weights.inverseDocumentFrequency(findTerm(postings.dictionary, term)));
    },
  };
}

/** Known terms by number; the weights of a term that occurs twice are added. */
function combineTerms(postings: KeywordPostings, query: readonly WeightedTerm[]): Map<number, number> {
  const weights = new Map<number, number>();
  for (const { term, weight = 1 } of query) {
    const number = findTerm(postings.dictionary, term);
    if (number >= 0 && weight !== 0) weights.set(number, (weights.get(number) ?? 0) + weight);
  }
  return weights;
}

/** Ascending. */
function clausesWith({ dictionary, starts, clauses }: KeywordPostings, term: string): Uint32Array {
  const number = findTerm(dictionary, term);
  return number < 0 ? new Uint32Array() : clauses.subarray(starts[number]!, starts[number + 1]!);
}

/** What all ascending lists share, walked from the shortest list. */
function intersect(lists: readonly Uint32Array[]): number[] {
  const [shortest, ...others] = [...lists].sort((a, b) => a.length - b.length);
  const at = others.map(() => 0);
  return [...(shortest ?? [])].filter((clause) =>
    others.every((list, i) => {
      while (at[i]! < list.length && list[at[i]!]! < clause) at[i]!++;
      return list[at[i]!] === clause;
    }),
  );
}
