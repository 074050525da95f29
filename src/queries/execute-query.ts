import { lastStepOf, type Query, type QueryStep, sidesOf } from '../domain/query.ts';
import { collectClauses, type Within } from './collect-clauses.ts';
import { describeSide, describeStep, listsBodies } from './describe-query.ts';
import { groupClauses } from './group-clauses.ts';
import { listRows } from './list-rows.ts';
import type { MatchedClause } from './match-clause.ts';
import { mergeNames } from './merge-names.ts';
import type { Listed, QueryGroup, QueryRow } from './query-rows.ts';
import type { QuerySource } from './query-source.ts';
import { type ResolvedSide, resolveSide } from './resolve-side.ts';
import { countTasks } from './tally.ts';
import { type Bodies, bodyOf } from './tally-units.ts';

/** What one of several `where` side by side gives. */
export interface QuerySide {
  readonly reading: string;
  /** As the total of the whole. */
  readonly total: number;
  /** All its rows or groups. */
  readonly listed: readonly (Listed<QueryRow> | Listed<QueryGroup>)[];
  readonly matches: readonly MatchedClause[];
}

/** A query executed whole: nothing is cut. */
export interface QueryResult {
  /** How it was understood, for people: 「按：《…》；牵头；市教委」. */
  readonly reading: string;
  /** Printed tasks where clauses are found, else rows; what stands on several sides counts once. */
  readonly total: number;
  /** One where nothing is compared. */
  readonly sides: readonly QuerySide[];
}

/** Executes a query, with every row and group of its last step. Throws NotFoundError for a document or unit that is not there. */
export async function executeQuery(query: Query, source: QuerySource): Promise<QueryResult> {
  const readings: string[] = [];
  let within: Within | null = null;
  let step: QueryStep = query;
  while (step.then) {
    const side = await resolveSide(step.where ?? {}, source);
    const matches = await collectClauses(side, within, source);
    const bodies = bodiesOf(step, side, source);
    const rows = listRows(step, matches, bodies, dayOf(side, source)).slice(0, step.limit ?? undefined);
    readings.push(describeStep(step, [side]));
    within = withinOf(step.find, rows, bodies);
    step = step.then;
  }
  const resolved = await Promise.all(sidesOf(step).map((where) => resolveSide(where, source)));
  const sides: QuerySide[] = [];
  for (const side of resolved) sides.push(await executeSide(step, side, within, source));
  readings.push(describeStep(step, resolved));
  return { reading: `按：${readings.join('；再按：')}`, total: totalOf(step, sides), sides };
}

async function executeSide(
  step: QueryStep,
  side: ResolvedSide,
  within: Within | null,
  source: QuerySource,
): Promise<QuerySide> {
  const matches = await collectClauses(side, within, source);
  const bodies = bodiesOf(step, side, source);
  const { group, order } = step;
  const listed = group
    ? groupClauses({ group, order }, matches, bodies)
    : listRows(step, matches, bodies, dayOf(side, source));
  const total = step.find === 'clauses' ? countTasks(matches) : listed.length;
  return { reading: describeSide(side, listsBodies(step)), total, listed, matches };
}

function totalOf(step: QueryStep, sides: readonly QuerySide[]): number {
  if (step.find === 'clauses') return countTasks(sides.flatMap(({ matches }) => matches));
  return new Set(sides.flatMap(({ listed }) => listed.map(({ key }) => key))).size;
}

/** The bodies of printed names, where rows or groups are bodies. */
function bodiesOf({ find, group }: QueryStep, { where }: ResolvedSide, { names }: QuerySource): Bodies {
  const isOfBodies = find === 'units' || group === 'unit';
  return isOfBodies ? mergeNames(names, where.successions !== false) : new Map();
}

function withinOf(find: QueryStep['find'], rows: readonly Listed[], bodies: Bodies): Within {
  if (find === 'units')
    return { kind: 'bodies', names: new Set(rows.flatMap(({ key }) => bodyOf(bodies, key).names)) };
  const clauses = new Set(rows.flatMap(({ matches }) => matches.map(({ clause }) => clause)));
  if (find === 'clauses' || find === 'figures' || find === 'deadlines')
    return { kind: 'clauses', clauses: [...clauses] };
  return {
    kind: 'documents',
    documentIds: new Set([...clauses].map(({ documentId }) => documentId)),
    sections: find === 'sections' ? new Set(rows.map(({ key }) => key)) : null,
  };
}

function dayOf({ where }: ResolvedSide, { today }: QuerySource): string {
  return where.asOf ?? today;
}

/** Whether the rows of a query are groups. */
export function isGrouped(query: Query): boolean {
  return Boolean(lastStepOf(query).group);
}
