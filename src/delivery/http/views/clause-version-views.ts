import type { CitedClause } from '../../../domain/cited-clause.ts';
import type { ClauseRecord } from '../../../domain/clause.ts';
import { citedClauseUrl } from '../../../domain/clause-summary.ts';
import { placeOfClause } from '../../../domain/place-of-clause.ts';
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
    ...placeOfClause(clause, document, asOf),
    indexVersion,
    firstCitedAt: null,
    url: citedClauseUrl(clause),
    isCurrent: true,
  };
}
