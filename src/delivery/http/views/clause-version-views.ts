import type { CitedClause } from '../../../domain/cited-clause.ts';
import type { ClauseRecord } from '../../../domain/clause.ts';
import { clauseLabel } from '../../../domain/clause-label.ts';
import { citedClauseUrl } from '../../../domain/clause-summary.ts';
import { judgeValidity } from '../../../domain/judge-validity.ts';
import type { PolicyDocument } from '../../../domain/policy-document.ts';

/** A clause as it was cited. */
export function viewKeptVersion(cited: CitedClause, { isCurrent }: { readonly isCurrent: boolean }) {
  return { ...cited, url: citedClauseUrl(cited), isCurrent };
}

/** The clause that stands now, which no answer cited yet, in the same shape. */
export function viewCurrentVersion(
  clause: ClauseRecord,
  context: { readonly document: PolicyDocument; readonly indexVersion: string; readonly asOf: string },
) {
  const { document, indexVersion, asOf } = context;
  return {
    clauseId: clause.clauseId,
    documentId: clause.documentId,
    documentTitle: document.title,
    documentNumber: document.documentNumber,
    issuer: document.issuer,
    issuedOn: document.issuedOn,
    period: document.period,
    validity: judgeValidity(document, asOf),
    path: clause.path,
    label: clauseLabel(clause, document),
    text: clause.text,
    textHash: clause.textHash,
    sourceFile: document.sourceFile,
    span: clause.span,
    normalized: clause.normalized,
    indexVersion,
    firstCitedAt: null,
    url: citedClauseUrl(clause),
    isCurrent: true,
  };
}
