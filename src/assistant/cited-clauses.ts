import type { Answer, Citation } from '../domain/answer.ts';
import type { CitedClause } from '../domain/cited-clause.ts';
import { dayInChina } from '../domain/day-in-china.ts';
import { judgeValidity } from '../domain/judge-validity.ts';
import type { PolicyDocument } from '../domain/policy-document.ts';

/** The clauses of an answer, to be kept as they were cited at `now`. */
export function citedClausesOf(
  { citations, indexVersion }: Pick<Answer, 'citations' | 'indexVersion'>,
  now: Date,
  documentById: ReadonlyMap<string, PolicyDocument>,
): CitedClause[] {
  return citations.map((citation) => ({
    ...withoutQuote(citation),
    // The answer may have been asked for as of another day.
    validity: judgeValidity(documentById.get(citation.documentId) ?? citation, dayInChina(now.getTime())),
    indexVersion,
    firstCitedAt: now.toISOString(),
  }));
}

/** What one answer made of the clause is left out: marker, quote and their check. */
function withoutQuote({
  marker: _marker,
  url: _url,
  quote: _quote,
  sourceQuote: _sourceQuote,
  verification: _verification,
  ...clause
}: Citation) {
  return clause;
}
