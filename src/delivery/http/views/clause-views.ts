import type { ClauseRecord } from '../../../domain/clause.ts';
import { clauseUrl } from '../../../domain/clause-summary.ts';
import type { PolicyDocument } from '../../../domain/policy-document.ts';

/** The whole clause; `sourceText` is its exact slice of the source. */
export function viewClause(
  clause: ClauseRecord,
  context: {
    readonly indexVersion: string;
    readonly document: PolicyDocument | undefined;
    readonly source: string | undefined;
    readonly previousClauseId: string | null;
    readonly nextClauseId: string | null;
  },
) {
  const { document, source, ...rest } = context;
  return {
    ...rest,
    clauseId: clause.clauseId,
    url: clauseUrl(clause.clauseId),
    documentId: clause.documentId,
    documentTitle: document?.title ?? clause.documentId,
    sourceFile: document?.sourceFile ?? null,
    path: clause.path,
    title: clause.title,
    text: clause.text,
    textHash: clause.textHash,
    span: clause.span,
    sourceText: source?.slice(clause.span.start, clause.span.end) ?? null,
    normalized: clause.normalized,
    deadline: clause.deadline,
    taskId: clause.taskId,
    units: clause.units,
  };
}
