import type { ClauseRecord } from '../domain/clause.ts';
import { clauseUrl } from '../domain/clause-summary.ts';
import { judgeValidity } from '../domain/judge-validity.ts';
import type { PolicyDocument } from '../domain/policy-document.ts';
import { isPlainText } from '../domain/source-layout.ts';

/** A document as listed: what a reader may want to know on the day `asOf`. Field by field, so that what is internal stays inside. */
export function viewDocument(document: PolicyDocument, asOf: string) {
  return {
    documentId: document.documentId,
    title: document.title,
    aliases: document.aliases,
    documentNumber: document.documentNumber,
    issuer: document.issuer,
    issuedOn: document.issuedOn,
    period: document.period,
    validity: judgeValidity(document, asOf),
    kind: document.kind,
    sourceFile: document.sourceFile,
    ...(document.format && { format: document.format }),
    hasOriginal: document.original !== undefined || isPlainText(document.format),
    encoding: document.encoding,
    normalized: document.normalized,
    clauseCount: document.clauseCount,
    ...(document.facts && { facts: document.facts }),
    ...(document.warnings && { warnings: document.warnings }),
    ...(document.doubts && { doubts: document.doubts }),
  };
}

/** The clauses of a document in order, each with its heading trail. */
export function viewOutline(clauses: readonly ClauseRecord[]) {
  return clauses.map((clause) => ({
    clauseId: clause.clauseId,
    url: clauseUrl(clause.clauseId),
    path: clause.path,
    title: clause.title,
    deadline: clause.deadline,
    unitCount: clause.units.length,
  }));
}
