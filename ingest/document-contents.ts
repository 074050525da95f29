import type { ClauseRecord } from '../src/domain/clause.ts';
import type { PolicyDocument } from '../src/domain/policy-document.ts';
import type { IngestedFile } from './ingest-report.ts';

/** Everything one document brings into the index. */
export interface DocumentContents {
  readonly document: PolicyDocument;
  readonly clauses: readonly ClauseRecord[];
  readonly source: string;
}

export function reportOf({ document, clauses }: DocumentContents, reused: boolean): IngestedFile {
  return {
    file: document.sourceFile,
    documentId: document.documentId,
    title: document.title,
    clauses: clauses.length,
    units: clauses.reduce((sum, clause) => sum + clause.units.length, 0),
    warnings: document.warnings ?? [],
    reused,
  };
}
