import type { IndexSnapshot } from '../clause-index/ports/index-snapshot.ts';
import type { ScoredClause } from '../clause-index/ports/scored-clause.ts';
import { ModelError } from '../domain/errors/model-error.ts';
import type { SearchScope } from '../domain/search-scope.ts';
import type { Embedder } from '../models/ports/embedder.ts';
import { countWork } from '../turns/work-budget.ts';
import { fuseRankings } from './fuse-rankings.ts';
import { queryTerms } from './query-terms.ts';

/** What is searched for. */
export interface RetrievalQuery {
  /** Content words, or a query as typed: function words do no harm. */
  readonly text: string;
  /** Words that help but must not decide: other forms of the topic, the document's name. */
  readonly extra?: string;
  /** The question as a sentence, which an embedder understands better than words taken out of it; default `text`. */
  readonly sentence?: string;
}

/** What became of a query's vector: `late` where it failed or did not come in time, `none` where there are none to compare. */
export type EmbeddingOutcome = 'used' | 'late' | 'none';

/** Parts of the search, each of which can be measured without the other. */
export interface RetrievalParts {
  readonly keyword: boolean;
  readonly vector: boolean;
}

export interface RetrieveOptions {
  readonly scope: SearchScope;
  /** Most candidates returned; default 60. */
  readonly limit?: number;
  readonly parts?: RetrievalParts;
  /** Share of the vectors in the mix, 0 … 1; default the embedder's own. */
  readonly vectorShare?: number;
  /** Share of the questions that clauses answer, beside words and vectors; default a tenth. */
  readonly questionShare?: number;
  /** Told what the query's vector came to. */
  readonly onEmbedding?: (outcome: EmbeddingOutcome) => void;
  /** Told the clauses nearest by their vectors with their cosines, best first, 100 or more where there are; not without vectors. */
  readonly onSimilar?: (hits: readonly ScoredClause[]) => void;
}

/** Its postings. */
const STEPS_A_TERM = 100;

const DEPTH = 100;
/** A low share: such a question may bring a clause among the candidates, and hardly ever decides among them. */
const QUESTION_SHARE = 0.1;
const BOTH: RetrievalParts = { keyword: true, vector: true };

/**
 * Candidates for a query, best first: ids and fused scores (0 … 1). Texts are fetched afterwards for the few that matter.
 * `embedder` must be the one that the snapshot was built with. Null searches by keywords alone, and so does a model that fails
 * or is late (ModelError), or an index whose vectors are still being computed: that costs rank, not answers. An
 * embedder that was trained on all documents is left out for a caller who does not see all: what is near to what would tell
 * of the others.
 */
export async function retrieveClauses(
  query: RetrievalQuery,
  snapshot: IndexSnapshot,
  embedder: Embedder | null,
  options: RetrieveOptions,
): Promise<ScoredClause[]> {
  const { scope, limit = 60, parts = BOTH, vectorShare = embedder?.searchShare ?? 0 } = options;
  const { questionShare = QUESTION_SHARE } = options;
  if (query.text.trim() === '') return [];
  const betrays = embedder?.trainedOnCorpus === true && scope.visibility !== 'all';
  // Looked at deeper than asked for: a clause that is far down in one list may be first in the other.
  const depth = parts.keyword && parts.vector ? Math.max(limit, DEPTH) : limit;
  const useVector = parts.vector && embedder !== null && !betrays && snapshot.vectors.size > 0;
  // The vector is asked for first: a model computes it elsewhere while this thread looks the words up.
  const [vector, keyword] = await Promise.all([
    useVector
      ? searchVectors(query.sentence ?? query.text, snapshot, embedder, scope, depth, parts.keyword)
      : null,
    parts.keyword ? searchKeywords(query, snapshot, scope, depth) : [],
  ]);
  options.onEmbedding?.(!useVector ? 'none' : vector === null ? 'late' : 'used');
  if (vector === null) return fuseRankings([{ hits: keyword, weight: 1 }], limit);
  options.onSimilar?.(vector.clauses);
  if (!parts.keyword) return fuseRankings([{ hits: vector.clauses, weight: 1 }], limit);
  const spread = embedder?.spread;
  const share = vector.questions.length === 0 ? 0 : questionShare;
  return fuseRankings(
    [
      { hits: keyword, weight: (1 - share) * (1 - vectorShare) },
      { hits: vector.clauses, weight: (1 - share) * vectorShare, spread },
      { hits: vector.questions, weight: share, spread },
    ],
    limit,
  );
}

async function searchKeywords(
  query: RetrievalQuery,
  snapshot: IndexSnapshot,
  scope: SearchScope,
  limit: number,
): Promise<ScoredClause[]> {
  const terms = queryTerms(query.text, query.extra);
  countWork(STEPS_A_TERM * terms.length);
  const [hits = []] = await snapshot.keywords.search([terms], { limit, scope });
  return hits;
}

/** Clauses near the query by their own words, and by questions that they answer. */
interface NearClauses {
  readonly clauses: readonly ScoredClause[];
  readonly questions: readonly ScoredClause[];
}

async function searchVectors(
  text: string,
  snapshot: IndexSnapshot,
  embedder: Embedder,
  scope: SearchScope,
  limit: number,
  mayFail: boolean,
): Promise<NearClauses | null> {
  let vector: number[];
  try {
    vector = await embedder.embedQuery(text);
  } catch (error) {
    if (mayFail && error instanceof ModelError) return null;
    throw error;
  }
  if (!vector.some((value) => value !== 0)) return { clauses: [], questions: [] };
  const options = { limit, scope };
  const [[clauses = []], [questions = []]] = await Promise.all([
    snapshot.vectors.search([vector], options),
    snapshot.questions?.search([vector], options) ?? [],
  ]);
  return { clauses, questions };
}
