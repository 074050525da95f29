import type { IndexContents } from '../../../ports/index-publisher.ts';

/**
 * Number of clauses of each document. Throws plainly when the contents break the promises of their type: ids must be
 * unique, clauses grouped in the order of the documents.
 */
export function countClauses({ documents, clauses }: IndexContents): number[] {
  if (new Set(documents.map(({ documentId }) => documentId)).size !== documents.length) {
    throw new Error('cannot publish an index: two documents have the same id');
  }
  const seen = new Set<string>();
  const counts = documents.map(() => 0);
  let document = 0;
  for (const { clauseId, documentId } of clauses) {
    while (document < documents.length && documents[document]!.documentId !== documentId) document++;
    if (document === documents.length) {
      throw new Error(`cannot publish an index: clause ${clauseId} is not in the order of the documents`);
    }
    if (seen.has(clauseId)) throw new Error(`cannot publish an index: clause id ${clauseId} occurs twice`);
    seen.add(clauseId);
    counts[document]!++;
  }
  return counts;
}
