import type { Citation } from './answer.ts';
import type { ClauseRecord } from './clause.ts';
import { clauseUrl } from './clause-summary.ts';
import { sourceSpanOf } from './mapped-text.ts';
import { placeInFile } from './place-in-file.ts';
import { placeOfClause } from './place-of-clause.ts';
import type { PolicyDocument } from './policy-document.ts';
import type { SourceLayout } from './source-layout.ts';
import type { TextSpan } from './text-span.ts';

/** What a clause is cited with. */
export interface CitedPlace {
  readonly document: PolicyDocument;
  /** The original of the document as decoded. */
  readonly source: string;
  /** What its file says besides; null for texts. */
  readonly layout: SourceLayout | null | undefined;
  /** The quote, in the text of the clause. */
  readonly span: TextSpan;
  /** ISO date by which validity is judged. */
  readonly asOf: string;
  readonly marker: number;
}

/** A clause as stored, quoted verbatim with the slice of the original that says so; null where there is none. */
export function citeClause(
  clause: ClauseRecord,
  { document, source, layout, span, asOf, marker }: CitedPlace,
): Citation | null {
  const quote = clause.text.slice(span.start, span.end);
  const place = sourceSpanOf({ text: clause.text, runs: clause.runs }, span);
  const sourceQuote = source.slice(place.start, place.end);
  if (quote === '' || sourceQuote === '') return null;
  return {
    marker,
    ...placeOfClause(clause, document, asOf),
    url: clauseUrl(clause.clauseId),
    quote,
    sourceQuote,
    ...placeInFile(layout, place),
    verification: 'exact',
  };
}
