import type { ClauseRecord } from './clause.ts';
import { clauseLabel } from './clause-label.ts';
import { judgeValidity } from './judge-validity.ts';
import type { PolicyDocument } from './policy-document.ts';

/** What is said of a clause and its document wherever the whole clause is shown; validity is that of the day `asOf`. */
export function placeOfClause(clause: ClauseRecord, document: PolicyDocument, asOf: string) {
  return {
    clauseId: clause.clauseId,
    documentId: document.documentId,
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
  };
}
