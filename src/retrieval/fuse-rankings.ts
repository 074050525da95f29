import type { ScoredClause } from '../clause-index/ports/scored-clause.ts';

/** One ranking and its share in the mix. */
export interface WeightedRanking {
  readonly hits: readonly ScoredClause[];
  readonly weight: number;
}

/**
 * Joins rankings of different scales: each score is divided by the best of its list (negative ones count 0), weighted
 * and summed. Scores of the result lie between 0 and the sum of weights; ties are broken by id, so that the same input
 * always gives the same order.
 */
export function fuseRankings(rankings: readonly WeightedRanking[], limit: number): ScoredClause[] {
  const totals = new Map<string, number>();
  for (const { hits, weight } of rankings) {
    const best = hits[0]?.score ?? 0;
    if (best <= 0 || weight <= 0) continue;
    for (const { clauseId, score } of hits) {
      totals.set(clauseId, (totals.get(clauseId) ?? 0) + (weight * Math.max(0, score)) / best);
    }
  }
  return [...totals]
    .map(([clauseId, score]) => ({ clauseId, score }))
    .sort((a, b) => b.score - a.score || (a.clauseId < b.clauseId ? -1 : 1))
    .slice(0, limit);
}
