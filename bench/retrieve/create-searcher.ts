import type { IndexSnapshot } from '../../src/clause-index/ports/index-snapshot.ts';
import type { ScoredClause } from '../../src/clause-index/ports/scored-clause.ts';
import { UNRESTRICTED } from '../../src/domain/search-scope.ts';
import { extractTerms } from '../../src/language/terms.ts';
import type { EmbedderProvider } from '../../src/models/ports/embedder.ts';

/** keyword, vector: one search alone · fused: both · full: everything that answers a question, reordering included. */
export const RETRIEVAL_MODES = ['keyword', 'vector', 'fused', 'full'] as const;
export type RetrievalMode = (typeof RETRIEVAL_MODES)[number];

/** Best first, at most `limit`. */
export type Searcher = (query: string, limit: number) => Promise<ScoredClause[]>;

export function createSearcher(
  mode: RetrievalMode,
  snapshot: IndexSnapshot,
  provider: EmbedderProvider,
): Searcher {
  const keyword: Searcher = async (query, limit) => {
    const terms = extractTerms(query).map((term) => ({ term }));
    const [hits = []] = await snapshot.keywords.search([terms], { limit, scope: UNRESTRICTED });
    return hits;
  };
  const vector: Searcher = async (query, limit) => {
    const embedder = provider.forIndex(snapshot.embedderId, snapshot.embedderState);
    const vectors = [await embedder.embedQuery(query)];
    const [hits = []] = await snapshot.vectors.search(vectors, { limit, scope: UNRESTRICTED });
    return hits;
  };
  if (mode === 'keyword') return keyword;
  if (mode === 'vector') return vector;
  throw new Error(`--mode ${mode} is not wired yet`);
}
