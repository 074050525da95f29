import type { ClauseRecord } from '../../../domain/clause.ts';
import type { PolicyDocument } from '../../../domain/policy-document.ts';
import { clauseUrl } from './clause-views.ts';

/** A document as listed: what a reader may want to know, without hashes. */
export function viewDocument({ sourceHash: _hash, ...document }: PolicyDocument) {
  return document;
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
