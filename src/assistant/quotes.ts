import type { ClauseRecord } from '../domain/clause.ts';
import type { TextSpan } from '../domain/text-span.ts';
import type { ClauseQuote } from './draft.ts';

/** A quote of a span; of the clause's first 200 characters where none is given. White space at the edges is left out. */
export function quoteOf(clause: ClauseRecord, span: TextSpan | null): ClauseQuote {
  let { start, end } = span ?? { start: 0, end: Math.min(clause.text.length, 200) };
  while (start < end && /\s/.test(clause.text[start]!)) start++;
  while (start < end && /\s/.test(clause.text[end - 1]!)) end--;
  return { clause, start, end };
}
