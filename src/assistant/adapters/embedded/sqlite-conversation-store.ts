import { setImmediate } from 'node:timers/promises';
import type { ConversationOwner, Turn } from '../../../domain/conversation.ts';
import { withholdTurn } from '../../../domain/withhold-hidden.ts';
import { hashedKey } from '../../../storage/hashed-key.ts';
import { packJson, unpackJson } from '../../../storage/packed-json.ts';
import { SqliteStore, type StoreOptions } from '../../../storage/sqlite-store.ts';
import { DamagedRowError, type StoreTables } from '../../../storage/store-tables.ts';
import type { ConversationStore, KeptTurn } from '../../ports/conversation-store.ts';
import { CONVERSATION_SCHEMA, type ConversationRow, type TurnRow } from './conversation-schema.ts';
import { shortenTitle } from './shorten-title.ts';

/** Longer ids were never given out. */
const LONGEST_ID = 200;
/** Done at once, before other work of the process has its turn. */
const AT_ONCE = 50;
/** More turns than a conversation has. */
const ALL = 2 ** 31;

/** Conversations in `<dataDir>/stores/conversations.sqlite`. */
export function openSqliteConversationStore(options: StoreOptions): ConversationStore {
  const store = new SqliteStore(CONVERSATION_SCHEMA, options);
  return {
    get: (conversationId, owner, { limit = ALL, before = ALL } = {}) =>
      store.read((tables) => {
        const head = headOf(tables, hashOwner(owner), conversationId);
        if (!head) return null;
        const rows = turnsBefore(tables, head, before, limit);
        const { turn_count: turnCount } = head;
        const first = rows[0]?.n ?? 0;
        const hasEarlier = rows.length === limit && turnsBefore(tables, head, first, 1).length > 0;
        const shown = {
          conversationId,
          owner,
          ...timesOf(head),
          turnCount,
          earlier: hasEarlier ? first : null,
        };
        return { ...shown, turns: rows.map(turnOf) };
      }),

    async appendTurn(conversationId, owner, turn, { create, request }) {
      if (conversationId.length > LONGEST_ID) throw new RangeError('conversation id is too long');
      const ownerKey = hashOwner(owner);
      const body = packJson(turn);
      return await store.change((tables) => {
        const head = headOf(tables, ownerKey, conversationId);
        if (!head && !create) return false;
        const isKept = tables.insert('turns', {
          owner: ownerKey,
          conversation_id: conversationId,
          n: head?.next_n ?? 0,
          message_id: turn.messageId,
          request: request ? hashedKey(request.key) : null,
          fingerprint: request?.fingerprint ?? null,
          body,
        });
        // The request made a turn already.
        if (!isKept) return false;
        tables.put('conversations', {
          owner: ownerKey,
          id: conversationId,
          title: head?.title ?? JSON.stringify(shortenTitle(turn.question)),
          created_at: head?.created_at ?? turn.askedAt,
          updated_at: head && head.updated_at > turn.askedAt ? head.updated_at : turn.askedAt,
          turn_count: (head?.turn_count ?? 0) + 1,
          next_n: (head?.next_n ?? 0) + 1,
        });
        return true;
      });
    },

    findTurn: (messageId, owner) =>
      store.read((tables) => {
        const row = rowOfMessage(tables, hashOwner(owner), messageId);
        return row ? keptTurn(row) : null;
      }),

    findRequest: (key, owner) =>
      store.read((tables) => {
        const row = tables.get<TurnRow>(
          'turns',
          'WHERE owner = ? AND request = ?',
          hashOwner(owner),
          hashedKey(key),
        );
        return row ? { ...keptTurn(row), fingerprint: row.fingerprint ?? '' } : null;
      }),

    list: (owner, { limit, after }) =>
      store.read((tables) => {
        const heads = tables.all<ConversationRow>(
          'conversations',
          'WHERE owner = ? AND (updated_at, id) < (?, ?) ORDER BY updated_at DESC, id DESC LIMIT ?',
          hashOwner(owner),
          after?.updatedAt ?? '\uffff',
          after?.conversationId ?? '',
          limit,
        );
        return heads.map((head) => ({
          conversationId: head.id,
          ...timesOf(head),
          turnCount: head.turn_count,
        }));
      }),

    rename: (conversationId, owner, title) =>
      store.change((tables) => {
        const head = headOf(tables, hashOwner(owner), conversationId);
        if (head) tables.put('conversations', { ...head, title: JSON.stringify(title) });
        return head !== undefined;
      }),

    deleteTurn: (messageId, owner) =>
      store.change((tables) => {
        const row = rowOfMessage(tables, hashOwner(owner), messageId);
        const head = row && headOf(tables, row.owner, row.conversation_id);
        if (!head) return false;
        if (head.turn_count === 1) return remove(tables, head);
        tables.delete('turns', `${OF_CONVERSATION} AND n = ?`, row.owner, row.conversation_id, row.n);
        const isItsTitle = head.title === JSON.stringify(shortenTitle(turnOf(row).question));
        const first = isItsTitle ? firstTurn(tables, head) : undefined;
        const title = first ? JSON.stringify(shortenTitle(turnOf(first).question)) : head.title;
        tables.put('conversations', { ...head, title, turn_count: head.turn_count - 1 });
        return true;
      }),

    delete: (conversationId, owner) =>
      store.change((tables) => {
        const head = headOf(tables, hashOwner(owner), conversationId);
        return head !== undefined && remove(tables, head);
      }),

    deleteAll: (owner) => removeAll('WHERE owner = ? LIMIT ?', hashOwner(owner)),

    deleteOlderThan: (before) => removeAll('WHERE updated_at < ? ORDER BY updated_at LIMIT ?', before),

    async *turnsSince(from) {
      let after: readonly [string, string, string] = ['', '', ''];
      for (;;) {
        const heads = await store.read((tables) => updatedSince(tables, from, after));
        for (const head of heads) {
          for await (const row of rowsOf(head)) {
            const turn = turnOf(row);
            if (turn.askedAt >= from) yield { conversationId: head.id, turn };
          }
        }
        const last = heads.at(-1);
        if (!last) return;
        after = [last.updated_at, last.owner, last.id];
      }
    },

    async withholdDocument(documentId) {
      let count = 0;
      let after: TurnKey | null = ['', '', 0];
      while (after !== null) {
        const from: TurnKey = after;
        const done = await store.change((tables) => withholdSome(tables, documentId, from));
        count += done.count;
        after = done.last;
        await setImmediate();
      }
      return count;
    },

    newest: () =>
      store.read((tables) => tables.cell('SELECT max(updated_at) FROM conversations') as string | null),

    close: () => store.close(),
  };

  /** A few at a time. */
  async function removeAll(tail: string, value: string): Promise<number> {
    let count = 0;
    for (;;) {
      const removed = await store.change((tables) => {
        const heads = tables.all<ConversationRow>('conversations', tail, value, AT_ONCE);
        return heads.filter((head) => remove(tables, head)).length;
      });
      count += removed;
      if (removed < AT_ONCE) return count;
      await setImmediate();
    }
  }

  async function* rowsOf(head: ConversationRow): AsyncIterable<TurnRow> {
    for (let from = 0; ; ) {
      const rows = await store.read((tables) =>
        tables.all<TurnRow>(
          'turns',
          `${OF_CONVERSATION} AND n >= ? ORDER BY n LIMIT ?`,
          head.owner,
          head.id,
          from,
          AT_ONCE,
        ),
      );
      yield* rows;
      if (rows.length < AT_ONCE) return;
      const next = rows.at(-1)!.n + 1;
      // Damaged ones may lead in circles.
      if (next <= from) return;
      from = next;
      // Answers of the same process go first.
      await setImmediate();
    }
  }
}

const OF_CONVERSATION = 'WHERE owner = ? AND conversation_id = ?';

function headOf(tables: StoreTables, ownerKey: string, conversationId: string): ConversationRow | undefined {
  return tables.get<ConversationRow>('conversations', 'WHERE owner = ? AND id = ?', ownerKey, conversationId);
}

function rowOfMessage(tables: StoreTables, ownerKey: string, messageId: string): TurnRow | undefined {
  return tables.get<TurnRow>('turns', 'WHERE owner = ? AND message_id = ?', ownerKey, messageId);
}

function firstTurn(tables: StoreTables, { owner, id }: ConversationRow): TurnRow | undefined {
  return tables.get<TurnRow>('turns', `${OF_CONVERSATION} ORDER BY n LIMIT 1`, owner, id);
}

/** The last `limit` turns before a place, in order. */
function turnsBefore(
  tables: StoreTables,
  { owner, id }: ConversationRow,
  before: number,
  limit: number,
): TurnRow[] {
  const tail = `${OF_CONVERSATION} AND n < ? ORDER BY n DESC LIMIT ?`;
  return tables.all<TurnRow>('turns', tail, owner, id, before, limit).reverse();
}

function updatedSince(
  tables: StoreTables,
  from: string,
  after: readonly [string, string, string],
): ConversationRow[] {
  const tail =
    'WHERE updated_at >= ? AND (updated_at, owner, id) > (?, ?, ?) ORDER BY updated_at, owner, id LIMIT ?';
  return tables.all<ConversationRow>('conversations', tail, from, ...after, AT_ONCE);
}

function remove(tables: StoreTables, { owner, id }: ConversationRow): boolean {
  tables.delete('turns', OF_CONVERSATION, owner, id);
  return tables.delete('conversations', 'WHERE owner = ? AND id = ?', owner, id) > 0;
}

type TurnKey = readonly [owner: string, conversationId: string, n: number];

/** A few of the turns after a place, in the order of their keys; `last` is null where there are no more. */
function withholdSome(tables: StoreTables, documentId: string, after: TurnKey) {
  const tail = 'WHERE (owner, conversation_id, n) > (?, ?, ?) ORDER BY owner, conversation_id, n LIMIT ?';
  const rows = tables.all<TurnRow>('turns', tail, ...after, AT_ONCE);
  let count = 0;
  for (const row of rows) {
    const turn = withholdTurn(turnOf(row), documentId);
    if (turn === null) continue;
    tables.put('turns', { ...row, body: packJson(turn) });
    count++;
  }
  const end = rows.at(-1);
  const last: TurnKey | null = end ? [end.owner, end.conversation_id, end.n] : null;
  if (last && JSON.stringify(last) === JSON.stringify(after))
    throw new DamagedRowError('conversations', 'turns');
  return { count, last };
}

function turnOf({ body }: TurnRow): Turn {
  return unpackJson<Turn>(body);
}

function keptTurn(row: TurnRow): KeptTurn {
  return { conversationId: row.conversation_id, turn: turnOf(row) };
}

function timesOf({ title, created_at: createdAt, updated_at: updatedAt }: ConversationRow) {
  return { title: JSON.parse(title) as string, createdAt, updatedAt };
}

function hashOwner({ keyId, endUser }: ConversationOwner): string {
  return hashedKey(keyId, endUser);
}
