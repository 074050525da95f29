import type { ClauseId } from './clause.ts';

/**
 * A clause as an earlier version of the index had it, and the clause that holds its words since they were cut or numbered otherwise. Written
 * at ingestion, so that links into earlier answers lead on.
 */
export interface FormerClause {
  readonly clauseId: ClauseId;
  /** Of its words then. */
  readonly textHash: string;
  /** The clause that holds them now, or most of them. */
  readonly now: ClauseId;
  /** False where the words are the same. */
  readonly isChanged: boolean;
}
