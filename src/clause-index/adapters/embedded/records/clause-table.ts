import type { ClauseId } from '../../../../domain/clause.ts';
import type { PolicyDocument } from '../../../../domain/policy-document.ts';
import type { Visibility } from '../../../../domain/search-scope.ts';

/** As saved: ids in index order, and how many consecutive clauses each document has. */
export interface SavedClauseTable {
  readonly clauseIds: readonly ClauseId[];
  readonly clauseCounts: readonly number[];
}

/**
 * Numbers for everything: inside the index a clause is its position (0 … clauseCount − 1) and a document its position
 * in the order of ingestion. The clauses of a document are consecutive, so its clauses are a range.
 */
export interface ClauseTable {
  readonly documents: readonly PolicyDocument[];
  readonly clauseIds: readonly ClauseId[];
  readonly clauseCount: number;
  /** Document of each clause. */
  readonly documentOf: Uint32Array;
  /** First clause of each document and, at the end, the clause count. */
  readonly firstClause: Uint32Array;
  findClause(clauseId: ClauseId): number | undefined;
  findDocument(documentId: string): number | undefined;
}

export function createClauseTable(
  documents: readonly PolicyDocument[],
  saved: SavedClauseTable,
): ClauseTable {
  const clauseCount = saved.clauseIds.length;
  const documentOf = new Uint32Array(clauseCount);
  const firstClause = new Uint32Array(documents.length + 1);
  for (let document = 0; document < documents.length; document++) {
    const start = firstClause[document]!;
    const end = start + (saved.clauseCounts[document] ?? 0);
    documentOf.fill(document, start, end);
    firstClause[document + 1] = end;
  }
  const clauses = new Map(saved.clauseIds.map((id, clause) => [id, clause]));
  const positions = new Map(documents.map(({ documentId }, document) => [documentId, document]));
  return {
    documents,
    clauseIds: saved.clauseIds,
    clauseCount,
    documentOf,
    firstClause,
    findClause: (id) => clauses.get(id),
    findDocument: (id) => positions.get(id),
  };
}

/** Positions of the documents that the caller may see, in order of ingestion. */
export function listVisibleDocuments(table: ClauseTable, visibility: Visibility): number[] {
  if (visibility === 'all') return table.documents.map((_, document) => document);
  const visible: number[] = [];
  for (const id of visibility.documentIds) {
    const document = table.findDocument(id);
    if (document !== undefined) visible.push(document);
  }
  return visible.sort((a, b) => a - b);
}

/** Clauses from `start` to before `end`. */
export interface ClauseRange {
  readonly start: number;
  readonly end: number;
}

/** The clauses that the caller may see: ascending ranges, neighbours joined. */
export function listVisibleRanges(table: ClauseTable, visibility: Visibility): ClauseRange[] {
  const ranges: { start: number; end: number }[] = [];
  for (const document of listVisibleDocuments(table, visibility)) {
    const start = table.firstClause[document]!;
    const end = table.firstClause[document + 1]!;
    const last = ranges.at(-1);
    if (last?.end === start) last.end = end;
    else ranges.push({ start, end });
  }
  return ranges;
}
