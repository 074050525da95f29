import type { Citation } from '../domain/answer.ts';
import { citeClause } from '../domain/cite-clause.ts';
import type { Visibility } from '../domain/search-scope.ts';
import { countWork } from '../turns/work-budget.ts';
import type { AnswerContext } from './answer-context.ts';
import type { ClauseQuote } from './draft.ts';
import { atPhraseBorders } from './quote-borders.ts';

/** Longest quote; a longer one is cut to its first phrases. */
const LONGEST_QUOTE = 600;
const STEPS_A_CITATION = 200;

/**
 * Turns quotes into citations after checking them: the quote, from the border of a phrase to that of another, must stand verbatim in the
 * clause as stored, the clause must be visible, and its original slice must exist. What fails is left out. Markers are given by the caller's order.
 */
export async function verifyCitations(
  quotes: readonly ClauseQuote[],
  context: AnswerContext,
  visibility: Visibility,
): Promise<Citation[]> {
  const { snapshot, corpus } = context;
  countWork(STEPS_A_CITATION * quotes.length);
  const stored = await snapshot.clauses.getClauses(
    quotes.map(({ clause }) => clause.clauseId),
    visibility,
  );
  const documentIds = [...new Set(quotes.map(({ clause }) => clause.documentId))];
  const [texts, layouts] = await Promise.all([
    snapshot.sources.getSources(documentIds, visibility),
    snapshot.sources.getLayouts(documentIds, visibility),
  ]);
  const sources = new Map(documentIds.map((id, i) => [id, texts[i]]));
  const layoutOf = new Map(documentIds.map((id, i) => [id, layouts[i]]));
  const citations: Citation[] = [];
  quotes.forEach((quote, i) => {
    const clause = stored[i];
    const document = clause && corpus.documentById.get(clause.documentId);
    const source = clause && sources.get(clause.documentId);
    if (!clause || !document || source === undefined) return;
    if (quote.end <= quote.start) return;
    const { start, end } = atPhraseBorders(quote.clause.text, quote, LONGEST_QUOTE);
    const text = quote.clause.text.slice(start, end);
    if (text === '' || clause.text.slice(start, end) !== text) return;
    const citation = citeClause(clause, {
      document,
      source,
      layout: layoutOf.get(clause.documentId),
      span: { start, end },
      asOf: context.asOf,
      marker: citations.length + 1,
    });
    if (citation && quote.isRepaired) citations.push({ ...citation, verification: 'repaired' });
    else if (citation) citations.push(citation);
  });
  return citations;
}
