import type { IndexSnapshot } from '../clause-index/ports/index-snapshot.ts';
import type { ScoredClause } from '../clause-index/ports/scored-clause.ts';
import type { SearchScope } from '../domain/search-scope.ts';
import { isFunctionWord, segmentWords } from '../language/words.ts';
import type { EmbedderProvider } from '../models/ports/embedder.ts';
import { expandForms } from './other-forms.ts';
import { retrieveClauses } from './retrieve-clauses.ts';

/** A plain search for deliveries: the query as typed, function words left out, best first. */
export function createClauseSearch(embedders: EmbedderProvider) {
  return async function searchClauses(
    snapshot: IndexSnapshot,
    request: { readonly query: string; readonly limit: number; readonly scope: SearchScope },
  ): Promise<ScoredClause[]> {
    const words = segmentWords(request.query)
      .map((word) => word.text)
      .filter((word) => !isFunctionWord(word));
    const text = words.join('') === '' ? request.query : words.join(' ');
    const embedder = embedders.forIndex(snapshot.embedderId, snapshot.embedderState);
    return await retrieveClauses({ text, extra: expandForms(text).join(' ') }, snapshot, embedder, {
      scope: request.scope,
      limit: request.limit,
    });
  };
}
