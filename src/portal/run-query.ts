import type { AppContext } from '../app-context.ts';
import type { IndexSnapshot } from '../clause-index/ports/index-snapshot.ts';
import type { Citation } from '../domain/answer.ts';
import { dayInChina } from '../domain/day-in-china.ts';
import { InvalidRequestError } from '../domain/errors/invalid-request-error.ts';
import { WorkExceededError } from '../domain/errors/work-exceeded-error.ts';
import { lastStepOf, type Query, type QueryStep } from '../domain/query.ts';
import type { Visibility } from '../domain/search-scope.ts';
import { citeMatches } from '../queries/cite-matches.ts';
import { executeQuery, isGrouped, type QueryResult } from '../queries/execute-query.ts';
import type { QueryGroup, QueryRow } from '../queries/query-rows.ts';
import type { QuerySource } from '../queries/query-source.ts';
import { limitWork } from '../turns/work-budget.ts';
import { cutPage, MOST_ROWS } from './cut-page.ts';
import { listKnownUnits, matchUnit } from './known-units.ts';
import { followedNames } from './show-unit-tasks.ts';
import { withSnapshot } from './with-snapshot.ts';

/** What one query may take of the thread: a few passes over fifty thousand clauses. */
const STEPS_A_QUERY = 20_000_000;

/** A row or group of a comparison says on which side it stands, from 0. */
type OnSide<Row> = Row & { readonly side?: number };

/** A page of what a query gives, counted whole. */
export interface QueryPage {
  readonly indexVersion: string;
  readonly query: Query;
  readonly reading: string;
  /** Printed tasks where clauses are found, else rows; what stands on several sides counts once. */
  readonly total: number;
  /** Rows, or groups, of all pages. */
  readonly rowTotal: number;
  readonly nextCursor: string | null;
  /** What is held side by side; empty where nothing is compared. */
  readonly sides: readonly { readonly reading: string; readonly total: number; readonly rowTotal: number }[];
  readonly rows: readonly OnSide<QueryRow>[];
  readonly groups: readonly OnSide<QueryGroup>[];
  /** The clauses of the page, or those that were counted; the first 200. */
  readonly citations: readonly Citation[];
}

/** All rows of what a query gives. */
export interface WholeQuery {
  readonly find: Query['find'];
  readonly sides: readonly { readonly reading: string; readonly rows: readonly (QueryRow | QueryGroup)[] }[];
  readonly isGrouped: boolean;
}

type QueryContext = Pick<AppContext, 'index' | 'units'>;

interface Asking {
  readonly visibility: Visibility;
  readonly signal?: AbortSignal;
}

/**
 * A page of what a query gives, with the clauses that say so. Throws NotFoundError for a document or unit that is not there,
 * InvalidRequestError where the query would take too much work.
 */
export async function runQuery(ctx: QueryContext, query: Query, asking: Asking): Promise<QueryPage> {
  return await withResult(ctx, query, asking, async (result, source, indexVersion) => {
    const { limit, cursor, count } = lastStepOf(query);
    const isCompared = result.sides.length > 1;
    const all = result.sides.flatMap(({ listed }, side) =>
      listed.map(({ row, matches }) => ({ row: isCompared ? { ...row, side } : row, matches })),
    );
    const page = { limit: limit ?? MOST_ROWS, cursor: cursor ?? undefined };
    const list = ['query', withoutPage(query)];
    const cut = cutPage(page, { list, indexVersion, rows: all.length });
    const shown = count ? [] : all.slice(cut.start, cut.end);
    const cited = count
      ? result.sides.flatMap((side) => side.matches)
      : shown.flatMap(({ matches }) => matches);
    const rows = shown.map(({ row }) => row);
    return {
      indexVersion,
      query,
      reading: result.reading,
      total: result.total,
      rowTotal: all.length,
      nextCursor: count ? null : cut.nextCursor,
      sides: isCompared
        ? result.sides.map(({ reading, total, listed }) => ({ reading, total, rowTotal: listed.length }))
        : [],
      rows: isGrouped(query) ? [] : (rows as QueryRow[]),
      groups: isGrouped(query) ? (rows as QueryGroup[]) : [],
      citations: await citeMatches(cited, source, lastStepOf(query).where?.asOf ?? source.today),
    };
  });
}

/** Everything that a query gives, whatever its `limit` says. Throws as `runQuery`. */
export async function runWholeQuery(ctx: QueryContext, query: Query, asking: Asking): Promise<WholeQuery> {
  return await withResult(ctx, query, asking, async ({ sides }) => ({
    find: lastStepOf(query).find,
    isGrouped: isGrouped(query),
    sides: sides.map(({ reading, listed }) => ({ reading, rows: listed.map(({ row }) => row) })),
  }));
}

async function withResult<Result>(
  ctx: QueryContext,
  query: Query,
  { visibility, signal }: Asking,
  use: (result: QueryResult, source: QuerySource, indexVersion: string) => Promise<Result>,
): Promise<Result> {
  try {
    return await limitWork({ steps: STEPS_A_QUERY, signal }, () =>
      withSnapshot(ctx.index, async (snapshot) => {
        const source = await sourceOf(ctx, snapshot, visibility);
        return await use(await executeQuery(query, source), source, snapshot.version);
      }),
    );
  } catch (error) {
    if (!(error instanceof WorkExceededError)) throw error;
    throw new InvalidRequestError('query：涉及的条文过多，请限定文件、单位或章节，或减少对比的项数');
  }
}

async function sourceOf(
  { units }: QueryContext,
  snapshot: IndexSnapshot,
  visibility: Visibility,
): Promise<QuerySource> {
  const known = await listKnownUnits(snapshot, units, visibility);
  return {
    snapshot,
    visibility,
    today: dayInChina(Date.now()),
    names: {
      known: known.units,
      follow: (mention) =>
        followedNames(matchUnit(units, mention, known)).map(({ name, relation }) => ({
          name,
          isSuccession: relation === 'succession',
        })),
      presentNameOf: (name) => units.successorOf(name, known.jurisdiction)?.name ?? null,
    },
  };
}

/** The steps of a query, whatever page of the last one is asked for. */
function withoutPage({ then, ...step }: QueryStep): readonly unknown[] {
  if (then) return [step, ...withoutPage(then)];
  const { limit, cursor, ...rest } = step;
  return [rest];
}
