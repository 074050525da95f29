import type { ClauseId } from '../../domain/clause.ts';

/** A candidate: id and score only; texts are fetched last, for the few that are shown. */
export interface ScoredClause {
  readonly clauseId: ClauseId;
  /** Higher is better; comparable only within one result list. */
  readonly score: number;
}
