import type { Citation } from './answer.ts';

/** A clause as it stood when an answer first cited it: what of the citation is the clause's own, not the answer's. */
export interface CitedClause
  extends Pick<
    Citation,
    | 'clauseId'
    | 'documentId'
    | 'documentTitle'
    | 'documentNumber'
    | 'issuer'
    | 'issuedOn'
    | 'period'
    | 'validity'
    | 'path'
    | 'label'
    | 'text'
    | 'textHash'
    | 'sourceFile'
    | 'span'
    | 'normalized'
  > {
  /** The version of the index that it was cited from. */
  readonly indexVersion: string;
  /** ISO time in UTC. */
  readonly firstCitedAt: string;
}
