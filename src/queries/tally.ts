import type { QueryStep } from '../domain/query.ts';
import { countWork } from '../turns/work-budget.ts';
import type { MatchedClause } from './match-clause.ts';

/** The clauses that share a key. */
export interface Tally {
  readonly key: string;
  /** Printed tasks among them: paragraphs under one tail are one. */
  readonly count: number;
  readonly clauseCount: number;
  /** In printed order. */
  readonly matches: readonly MatchedClause[];
}

/** Clauses by key, in the order in which keys first occur; a clause counts once for each of its keys. */
export function tallyBy(
  matches: readonly MatchedClause[],
  keysOf: (match: MatchedClause) => readonly string[],
): readonly Tally[] {
  const groups = new Map<string, MatchedClause[]>();
  for (const match of matches) {
    const keys = new Set(keysOf(match));
    countWork(1 + keys.size);
    for (const key of keys) {
      const group = groups.get(key);
      if (group) group.push(match);
      else groups.set(key, [match]);
    }
  }
  return [...groups].map(([key, own]) => ({
    key,
    matches: own,
    count: countTasks(own),
    clauseCount: own.length,
  }));
}

/** Printed tasks of the clauses. */
export function countTasks(matches: readonly MatchedClause[]): number {
  return new Set(matches.map(({ clause }) => clause.taskId)).size;
}

/** Most tasks first, by name, or as they are; what is equal stays as printed. */
export function sortTallies<Own extends Tally>(
  order: QueryStep['order'],
  tallies: readonly Own[],
  nameOf: (tally: Own) => string,
): readonly Own[] {
  if (order === 'count') return [...tallies].sort((a, b) => b.count - a.count);
  if (order !== 'name') return tallies;
  const names = new Map(tallies.map((tally) => [tally, nameOf(tally)]));
  return [...tallies].sort((a, b) => compareText(names.get(a)!, names.get(b)!));
}

function compareText(a: string, b: string): number {
  return a < b ? -1 : Number(a > b);
}
