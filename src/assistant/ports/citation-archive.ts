import type { CitedClause } from '../../domain/cited-clause.ts';

/**
 * Keeps every clause that an answer cited, once for each text that it had, so that a link into an old answer shows what was
 * cited after the document has changed or is gone. An entry never changes.
 */
export interface CitationArchive {
  /** Writes what is new; resolves once it is kept. */
  keep(clauses: readonly CitedClause[]): Promise<void>;
  /** Whether the caller may see the clause's document is the delivery's to ask. */
  get(clauseId: string, textHash: string): Promise<CitedClause | null>;
  /** Removes the clauses of a withdrawn document; how many those were. */
  deleteOfDocument(documentId: string): Promise<number>;
  /** Waits for what is being kept. */
  close(): Promise<void>;
}
