import type { ClauseRecord } from '../domain/clause.ts';
import { clauseLabel } from '../domain/clause-label.ts';
import { clauseUrl } from '../domain/clause-summary.ts';
import { judgeValidity } from '../domain/judge-validity.ts';
import type { PolicyDocument } from '../domain/policy-document.ts';

/** The whole clause with what is known of its document on the day `asOf`; `sourceText` is its exact slice of the source. */
export function viewClause(
  clause: ClauseRecord,
  context: {
    readonly indexVersion: string;
    readonly asOf: string;
    readonly document: PolicyDocument;
    readonly source: string | undefined;
    readonly previousClauseId: string | null;
    readonly nextClauseId: string | null;
  },
) {
  const { document, source, asOf, ...rest } = context;
  return {
    ...rest,
    clauseId: clause.clauseId,
    url: clauseUrl(clause.clauseId),
    documentId: clause.documentId,
    documentTitle: document.title,
    documentNumber: document.documentNumber,
    issuer: document.issuer,
    issuedOn: document.issuedOn,
    period: document.period,
    validity: judgeValidity(document, asOf),
    sourceFile: document.sourceFile,
    path: clause.path,
    label: clauseLabel(clause, document),
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
