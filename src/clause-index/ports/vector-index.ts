import type { SearchScope } from '../../domain/search-scope.ts';
import type { ScoredClause } from './scored-clause.ts';

/** Nearest clauses by embedding. A long clause has several passages; it is returned once, with its best score. */
export interface VectorIndex {
  /** Length of every vector. */
  readonly dimension: number;
  /** Vectors that are there, one per passage: none while they are still being computed. */
  readonly size: number;
  /** exact: every vector is compared; approximate: an hnsw graph is walked, except for callers who do not see all. */
  readonly method: 'exact' | 'approximate';
  /**
   * One result list per query vector, best first, at most `limit` clauses. Scores are cosine similarity, −1 … 1.
   * Throws RangeError when a vector's length is not `dimension`.
   */
  search(
    vectors: readonly (readonly number[])[],
    options: { readonly limit: number; readonly scope: SearchScope },
  ): Promise<ScoredClause[][]>;
}
