import type { ClauseId } from '../../domain/clause.ts';
import type { SearchScope, Visibility } from '../../domain/search-scope.ts';
import type { ScoredClause } from './scored-clause.ts';

/** The fields a clause is indexed under, each with its own weight. */
export type KeywordField = 'title' | 'trail' | 'units' | 'body' | 'document';

/** A search term with its weight (default 1); terms come from `extractTerms` of `src/language`. */
export interface WeightedTerm {
  readonly term: string;
  readonly weight?: number;
}

/**
 * BM25 over words and character pairs, fields weighted. Frequencies and lengths are those of the documents that the caller may
 * see: scores and order are what an index without the others would give.
 */
export interface KeywordIndex {
  /** One result list per query, best first, at most `limit` clauses with a score above 0. */
  search(
    queries: readonly (readonly WeightedTerm[])[],
    options: { readonly limit: number; readonly scope: SearchScope },
  ): Promise<ScoredClause[][]>;
  /** All clauses that have every one of the terms, in index order; none for no terms. */
  findWithAll(terms: readonly string[], scope: SearchScope): Promise<ClauseId[]>;
  /** Inverse document frequency per term among visible clauses, same order; a term that none has gets the highest value. */
  inverseDocumentFrequency(terms: readonly string[], visibility: Visibility): Promise<number[]>;
}
