import type { ClauseSummary } from './answer.ts';
import type { ClauseId, ClauseRecord } from './clause.ts';
import type { PolicyDocument } from './policy-document.ts';

const EXCERPT_LENGTH = 120;

/** Path below PUBLIC_URL under which a clause is shown: /clause/harbour-2024:2.1.1. */
export function clauseUrl(clauseId: ClauseId): string {
  return `/clause/${encodeURIComponent(clauseId).replaceAll('%3A', ':')}`;
}

/** Path below PUBLIC_URL under which a clause is shown as it was cited: /clause/harbour-2024:2.1.1?v=077e6d1688a8faaa. */
export function citedClauseUrl({ clauseId, textHash }: Pick<ClauseRecord, 'clauseId' | 'textHash'>): string {
  return `${clauseUrl(clauseId)}?v=${encodeURIComponent(textHash)}`;
}

/** A clause in a list: where it stands and its first 120 characters in one line. */
export function summarizeClause(clause: ClauseRecord, document: PolicyDocument | undefined): ClauseSummary {
  return {
    clauseId: clause.clauseId,
    url: clauseUrl(clause.clauseId),
    documentId: clause.documentId,
    documentTitle: document?.title ?? clause.documentId,
    path: clause.path,
    title: clause.title,
    excerpt: [...clause.text.replace(/\s+/g, ' ')].slice(0, EXCERPT_LENGTH).join(''),
  };
}
