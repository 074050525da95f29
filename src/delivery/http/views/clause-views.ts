import type { ClauseSummary } from '../../../domain/answer.ts';
import type { ClauseRecord } from '../../../domain/clause.ts';
import type { PolicyDocument } from '../../../domain/policy-document.ts';

const EXCERPT_LENGTH = 120;

/** Path below PUBLIC_URL under which a clause is shown. */
export function clauseUrl(clauseId: string): string {
  return `/clause/${encodeURIComponent(clauseId).replaceAll('%3A', ':')}`;
}

export function summarizeClause(clause: ClauseRecord, document: PolicyDocument | undefined): ClauseSummary {
  return {
    clauseId: clause.clauseId,
    url: clauseUrl(clause.clauseId),
    documentId: clause.documentId,
    documentTitle: document?.title ?? clause.documentId,
    path: clause.path,
    title: clause.title,
    excerpt: [...clause.text].slice(0, EXCERPT_LENGTH).join(''),
  };
}

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
