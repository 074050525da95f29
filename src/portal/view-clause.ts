import type { ClauseRecord } from '../domain/clause.ts';
import { NO_FACTS } from '../domain/clause-facts.ts';
import { clauseUrl } from '../domain/clause-summary.ts';
import { placeInFile } from '../domain/place-in-file.ts';
import { placeOfClause } from '../domain/place-of-clause.ts';
import type { PolicyDocument } from '../domain/policy-document.ts';
import type { SourceLayout } from '../domain/source-layout.ts';
import type { FoundClause } from './find-clause.ts';

/** The whole clause with what is known of its document on the day `asOf`; `sourceText` is its exact slice of the source. */
export function viewClause(
  clause: ClauseRecord,
  context: {
    readonly movedFrom: FoundClause['movedFrom'];
    readonly indexVersion: string;
    readonly asOf: string;
    readonly document: PolicyDocument;
    readonly source: string | undefined;
    readonly layout: SourceLayout | null | undefined;
    readonly previousClauseId: string | null;
    readonly nextClauseId: string | null;
  },
) {
  const { document, source, layout, asOf, movedFrom, ...rest } = context;
  return {
    ...rest,
    ...placeOfClause(clause, document, asOf),
    url: clauseUrl(clause.clauseId),
    title: clause.title,
    ...placeInFile(layout, clause.span),
    sourceText: source?.slice(clause.span.start, clause.span.end) ?? null,
    deadline: clause.deadline,
    taskId: clause.taskId,
    units: clause.units,
    ...(clause.facts ?? NO_FACTS),
    ...(clause.doubts && { doubts: clause.doubts }),
    ...(movedFrom && { movedFrom }),
  };
}
