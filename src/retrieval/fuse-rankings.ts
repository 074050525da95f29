import type { ScoredClause } from '../clause-index/ports/scored-clause.ts';

/** One ranking and its share in the mix. */
export interface WeightedRanking {
  readonly hits: readonly ScoredClause[];
  readonly weight: number;
  /** How far below the best a score is worth nothing; default down to 0. For scores that all lie close together. */
  readonly spread?: number;
}

/**
 * Joins rankings of different scales: each score counts 1 where it is the best of its list and falls to 0 over the list's
 * spread, weighted and summed. So a list whose best stands clear of the rest says more than one that hardly tells them apart.
 * Scores of the result lie between 0 and the sum of weights; ties are broken by id, so that the same input always gives the
 * same order.
 */
export function fuseRankings(rankings: readonly WeightedRanking[], limit: number): ScoredClause[] {
  const totals = new Map<string, number>();
  for (const { hits, weight, spread } of rankings) {
    const best = hits[0]?.score ?? 0;
    if (best <= 0 || weight <= 0) continue;
    for (const { clauseId, score } of hits) {
      const share = spread === undefined ? score / best : 1 - (best - score) / spread;
      totals.set(clauseId, (totals.get(clauseId) ?? 0) + weight * Math.max(0, share));
    }
  }
  return [...totals]
    .map(([clauseId, score]) => ({ clauseId, score }))
    .sort((a, b) => b.score - a.score || (a.clauseId < b.clauseId ? -1 : 1))
    .slice(0, limit);
}
