import type { ClauseId, ClauseRecord } from '../../domain/clause.ts';
import type { PolicyDocument } from '../../domain/policy-document.ts';
import type { Visibility } from '../../domain/search-scope.ts';

/** Clause records and the documents they belong to. */
export interface ClauseStore {
  /** Same order as `ids`; undefined where unknown or hidden. The head of a document has an id too (`headIdOf`). */
  getClauses(ids: readonly ClauseId[], visibility: Visibility): Promise<(ClauseRecord | undefined)[]>;
  /** The clauses of each document in document order; empty where unknown or hidden. */
  getDocumentClauses(documentIds: readonly string[], visibility: Visibility): Promise<ClauseRecord[][]>;
  /** All documents in the order in which they were ingested. */
  listDocuments(visibility: Visibility): Promise<PolicyDocument[]>;
}
