import { escapeMarkdown } from '../../domain/escape-markdown.ts';
import type { MatchedClause } from '../../queries/match-clause.ts';

/** Clauses by printed task, in their order. */
export function groupTasks(matches: readonly MatchedClause[]): MatchedClause[][] {
  const tasks = new Map<string, MatchedClause[]>();
  for (const match of matches) {
    const own = tasks.get(match.clause.taskId);
    if (own) own.push(match);
    else tasks.set(match.clause.taskId, [match]);
  }
  return [...tasks.values()];
}

export function titleOf({ document }: MatchedClause): string {
  return `《${escapeMarkdown(document.title)}》`;
}
