import { createHash } from 'node:crypto';
import { InvalidRequestError } from '../domain/errors/invalid-request-error.ts';
import { StaleCursorError } from '../domain/errors/stale-cursor-error.ts';

/** Rows of a list that are wanted. */
export interface PageRequest {
  /** 1 … MOST_ROWS. */
  readonly limit: number;
  /** As the reply before gave it; absent for the first rows. */
  readonly cursor?: string | undefined;
}

/** At most so many rows in one reply, and so many where nothing else is asked for. */
export const MOST_ROWS = 500;

/** What a cursor is good for: one list, as it is in one index. */
export interface ListIdentity {
  /** What is listed and how it was narrowed. */
  readonly list: readonly unknown[];
  readonly indexVersion: string;
  /** Rows counted whole, which differ too where the caller sees other documents than before. */
  readonly rows: number;
}

export interface PageCut {
  /** Half-open range of rows. */
  readonly start: number;
  readonly end: number;
  /** Opaque; null behind the last row. */
  readonly nextCursor: string | null;
}

/**
 * Where a page begins and ends. Throws InvalidRequestError for what is no cursor of this list, StaleCursorError where the index, or
 * what the caller sees of it, is another one since: going on would leave out rows or give them twice.
 */
export function cutPage({ limit, cursor }: PageRequest, identity: ListIdentity): PageCut {
  const list = digest(identity.list);
  const state = digest([identity.indexVersion, identity.rows]);
  const start = cursor === undefined ? 0 : readCursor(cursor, list, state);
  const end = Math.min(start + limit, identity.rows);
  return { start, end, nextCursor: end < identity.rows ? `${list}.${state}.${end}` : null };
}

function readCursor(cursor: string, list: string, state: string): number {
  const parts = /^(?<list>[\w-]{11})\.(?<state>[\w-]{11})\.(?<start>[1-9]\d{0,8})$/.exec(cursor)?.groups;
  if (parts?.['list'] !== list)
    throw new InvalidRequestError('cursor：应为同一列表（条件相同）上一次回复中的 nextCursor');
  if (parts['state'] !== state) throw new StaleCursorError('the list has changed since the cursor was given');
  return Number(parts['start']);
}

function digest(value: readonly unknown[]): string {
  return createHash('sha256').update(JSON.stringify(value)).digest('base64url').slice(0, 11);
}
