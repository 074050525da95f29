import type { BaseRetriever } from '@langchain/core/retrievers';
import type { IndexSnapshot } from '../clause-index/ports/index-snapshot.ts';
import type { SearchScope } from '../domain/search-scope.ts';
import type { Embedder } from '../models/ports/embedder.ts';
import { retrieveClauses } from './retrieve-clauses.ts';

/**
 * The search as a LangChain retriever: documents carry the clause's text, and id, document, path and score as metadata.
 * LangChain is loaded here and not before, so that the product starts without it. The snapshot stays the caller's.
 */
export async function createLangChainRetriever(options: {
  readonly snapshot: IndexSnapshot;
  readonly embedder: Embedder | null;
  readonly scope: SearchScope;
  /** Documents returned; default 4. */
  readonly k?: number;
}): Promise<BaseRetriever> {
  const [{ BaseRetriever: Base }, { Document }] = await Promise.all([
    import('@langchain/core/retrievers'),
    import('@langchain/core/documents'),
  ]);
  const { snapshot, embedder, scope, k = 4 } = options;

  class ClauseRetriever extends Base {
    lc_namespace = ['tiaowen', 'retrieval'];

    override async _getRelevantDocuments(query: string) {
      const hits = await retrieveClauses({ text: query }, snapshot, embedder, { scope, limit: k });
      const clauses = await snapshot.clauses.getClauses(
        hits.map((hit) => hit.clauseId),
        scope.visibility,
      );
      return clauses.flatMap((clause, i) =>
        clause === undefined
          ? []
          : [
              new Document({
                id: clause.clauseId,
                pageContent: clause.text,
                metadata: {
                  clauseId: clause.clauseId,
                  documentId: clause.documentId,
                  path: clause.path,
                  score: hits[i]!.score,
                },
              }),
            ],
      );
    }
  }
  return new ClauseRetriever();
}
