import type { IndexSnapshot } from '../../src/clause-index/ports/index-snapshot.ts';
import type { ScoredClause } from '../../src/clause-index/ports/scored-clause.ts';
import { UNRESTRICTED } from '../../src/domain/search-scope.ts';
import type { EmbedderProvider } from '../../src/models/ports/embedder.ts';
import { retrieveClauses } from '../../src/retrieval/retrieve-clauses.ts';

/** keyword, vector: one search alone · fused: both, the query as it stands, which is what `/api/search` does. */
export const RETRIEVAL_MODES = ['keyword', 'vector', 'fused'] as const;
export type RetrievalMode = (typeof RETRIEVAL_MODES)[number];

/** Best first, at most `limit`. */
export type Searcher = (query: string, limit: number) => Promise<ScoredClause[]>;

/** An index without vectors serves the keyword mode alone. */
export function createSearcher(
  mode: RetrievalMode,
  snapshot: IndexSnapshot,
  provider: EmbedderProvider,
): Searcher {
  const embedder = mode === 'keyword' ? null : provider.forIndex(snapshot.embedderId, snapshot.embedderState);
  const parts = { keyword: mode !== 'vector', vector: mode !== 'keyword' };
  return (query, limit) =>
    retrieveClauses({ text: query }, snapshot, embedder, { scope: UNRESTRICTED, limit, parts });
}
