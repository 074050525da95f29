import type { DraftStatement } from './draft.ts';
import { MOST_CITED } from './work-limits.ts';

/** How many items of a list are shown: as many as cite no more clauses than are left of what one reply may cite. */
export function countShown<Item>(
  items: readonly Item[],
  clausesOf: (item: Item) => number,
  left: number = MOST_CITED,
): number {
  let cited = 0;
  for (const [i, item] of items.entries()) {
    cited += clausesOf(item);
    if (cited > left) return i === 0 && left === MOST_CITED ? 1 : i;
  }
  return items.length;
}

/** 「以下列出前200项」, said behind a count where not all that is counted is shown; else empty. */
export function saysShown(shown: number, total: number, counter: string): string {
  if (shown === 0 && total > 0) return '，这里不再列出';
  return shown < total ? `，以下列出前${shown}${counter}` : '';
}

/** The statements that cite as much as one reply may; where some are left out, a note says so in their place. */
export function limitCitations(statements: readonly DraftStatement[]): readonly DraftStatement[] {
  const cited = new Set<string>();
  const kept = statements.flatMap((statement) => {
    const fresh = new Set(
      statement.quotes.map(({ clause }) => clause.clauseId).filter((id) => !cited.has(id)),
    );
    const isOver = cited.size + fresh.size > MOST_CITED;
    if (isOver && cited.size > 0) return [];
    for (const id of fresh) cited.add(id);
    // One task alone may be printed in more clauses.
    return isOver ? [{ ...statement, quotes: statement.quotes.slice(0, MOST_CITED) }] : [statement];
  });
  const left = statements.length - kept.length;
  if (left === 0) return statements;
  return [...kept, { text: `一次最多引用${MOST_CITED}条，另有${left}项没有列出，请分开提问。`, quotes: [] }];
}
