import type { IndexSnapshot } from '../../src/clause-index/ports/index-snapshot.ts';
import type { ScoredClause } from '../../src/clause-index/ports/scored-clause.ts';
import { UNRESTRICTED } from '../../src/domain/search-scope.ts';
import type { EmbedderProvider } from '../../src/models/ports/embedder.ts';
import { GENERIC_WORDS } from '../../src/questions/generic-words.ts';
import { readTopic } from '../../src/questions/read-topic.ts';
import { retrieveClauses } from '../../src/retrieval/retrieve-clauses.ts';
import { scoreEvidence } from '../../src/retrieval/score-evidence.ts';
import { weighTopic } from '../../src/retrieval/weigh-topic.ts';

/**
 * keyword, vector: one search alone · fused: both, the query as it stands, which is what `/api/search` does · reordered: the
 * first of them put in the order in which answers look at them.
 */
export const RETRIEVAL_MODES = ['keyword', 'vector', 'fused', 'reordered'] as const;
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
  const search: Searcher = (query, limit) =>
    retrieveClauses({ text: query }, snapshot, embedder, { scope: UNRESTRICTED, limit, parts });
  if (mode !== 'reordered') return search;
  return async (query, limit) => reorder(query, await search(query, limit), snapshot);
}

/** How many of the first hits are looked at again. */
const REORDERED = 60;

async function reorder(
  query: string,
  hits: readonly ScoredClause[],
  snapshot: IndexSnapshot,
): Promise<ScoredClause[]> {
  const first = hits.slice(0, REORDERED);
  const topic = await weighTopic(readTopic(query, []), snapshot.keywords, 'all', GENERIC_WORDS);
  const clauses = await snapshot.clauses.getClauses(
    first.map(({ clauseId }) => clauseId),
    'all',
  );
  const best = first[0]?.score ?? 1;
  const scored = first.map(({ clauseId, score }, i) => {
    const signals = { search: score / best, document: 0, focus: 0, unit: 0, form: 0 };
    const clause = clauses[i];
    return { clauseId, score: clause ? 1 + scoreEvidence(clause, topic, signals).score : 1 };
  });
  return [...scored.sort((a, b) => b.score - a.score), ...hits.slice(REORDERED)];
}
