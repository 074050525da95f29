import type { ClauseRecord } from '../../../../domain/clause.ts';
import { documentOfHead } from '../../../../domain/head-id.ts';
import { isVisible, type Visibility } from '../../../../domain/search-scope.ts';
import type { ClauseStore } from '../../../ports/clause-store.ts';
import type { JsonLines } from '../files/json-lines.ts';
import { type ClauseTable, listVisibleDocuments } from './clause-table.ts';
import { headOf } from './document-head.ts';

export function createEmbeddedClauseStore(table: ClauseTable, records: JsonLines<ClauseRecord>): ClauseStore {
  return {
    async getClauses(ids, visibility) {
      return ids.map((id) => {
        const clause = table.findClause(id);
        if (clause === undefined) return findHead(id, visibility);
        const { documentId } = table.documents[table.documentOf[clause]!]!;
        return isVisible(visibility, documentId) ? records.get(clause) : undefined;
      });
    },

    async getDocumentClauses(documentIds, visibility) {
      return documentIds.map((id) => {
        const document = table.findDocument(id);
        if (document === undefined || !isVisible(visibility, id)) return [];
        const clauses: ClauseRecord[] = [];
        for (let at = table.firstClause[document]!; at < table.firstClause[document + 1]!; at++) {
          clauses.push(records.get(at));
        }
        return clauses;
      });
    },

    async listDocuments(visibility) {
      return listVisibleDocuments(table, visibility).map((document) => table.documents[document]!);
    },
  };

  function findHead(id: string, visibility: Visibility): ClauseRecord | undefined {
    const documentId = documentOfHead(id);
    const document = documentId === null ? undefined : table.findDocument(documentId);
    if (document === undefined || !isVisible(visibility, documentId!)) return undefined;
    return headOf(table.documents[document]!) ?? undefined;
  }
}
