import type { Citation } from '../domain/answer.ts';
import { citeClause } from '../domain/cite-clause.ts';
import { countWork } from '../turns/work-budget.ts';
import type { MatchedClause } from './match-clause.ts';
import type { QuerySource } from './query-source.ts';

/** Clauses that one reply cites. */
export const MOST_CITED = 200;
const STEPS_A_CITATION = 200;

/** The first clauses as citations, each once, numbered in their order. `asOf`: ISO date by which validity is judged. */
export async function citeMatches(
  matches: readonly MatchedClause[],
  { snapshot, visibility }: QuerySource,
  asOf: string,
): Promise<Citation[]> {
  const first = new Map<string, MatchedClause>();
  for (const match of matches) {
    if (first.size === MOST_CITED) break;
    if (!first.has(match.clause.clauseId)) first.set(match.clause.clauseId, match);
  }
  countWork(STEPS_A_CITATION * first.size);
  const ids = [...new Set([...first.values()].map(({ document }) => document.documentId))];
  const [texts, layouts] = await Promise.all([
    snapshot.sources.getSources(ids, visibility),
    snapshot.sources.getLayouts(ids, visibility),
  ]);
  const sources = new Map(ids.map((id, at) => [id, texts[at]]));
  const layoutOf = new Map(ids.map((id, at) => [id, layouts[at]]));
  const citations: Citation[] = [];
  for (const { clause, document, quote } of first.values()) {
    const source = sources.get(document.documentId);
    if (source === undefined) continue;
    const citation = citeClause(clause, {
      document,
      source,
      layout: layoutOf.get(document.documentId),
      span: quote(),
      asOf,
      marker: citations.length + 1,
    });
    if (citation) citations.push(citation);
  }
  return citations;
}
