import { clauseRow } from '../assistant/adapters/embedded/sqlite-citation-archive.ts';
import { entryRow, type KeptEntry } from '../channels/adapters/embedded/sqlite-channel-inbox.ts';
import type { CitedClause } from '../domain/cited-clause.ts';
import type { ConversationSummary, Turn } from '../domain/conversation.ts';
import type { OwnedFeedback } from '../domain/feedback.ts';
import { feedbackRow } from '../feedback/adapters/embedded/sqlite-feedback-store.ts';
import { packJson } from '../storage/packed-json.ts';
import { hasLmdb, type LmdbEntry, readLmdb } from '../storage/read-lmdb.ts';
import { SqliteStore } from '../storage/sqlite-store.ts';
import type { Row, StoreTables } from '../storage/store-tables.ts';
import { ALL_SCHEMAS } from './all-schemas.ts';

/** What became of one store. */
export interface CarriedOver {
  readonly store: string;
  /** Entries that became a row, and those that had one already. */
  readonly carried: number;
  readonly kept: number;
}

type Placed = readonly [table: string, row: Row];

/** How the entries of a store become rows; an entry that is told by others gives none. Others are remembered until all were read. */
interface Conversion {
  readonly options?: { readonly isBinary?: boolean; readonly isCompressed?: boolean };
  readonly rows: (entries: AsyncIterable<LmdbEntry>) => AsyncIterable<Placed>;
}

const AT_ONCE = 200;

/** Names of stores that an earlier version left and that were not carried over yet. */
export async function storesToCarryOver(dataDir: string): Promise<string[]> {
  const found: string[] = [];
  for (const schema of ALL_SCHEMAS) {
    if (!hasLmdb(dataDir, schema.name)) continue;
    const store = new SqliteStore(schema, { dataDir });
    const isDone = await store.read(isCarriedOver).finally(() => store.close());
    if (!isDone) found.push(schema.name);
  }
  return found;
}

/** Copies what earlier versions kept into today's stores. Nothing is deleted, what is there is not replaced; it may be run again. */
export async function carryOver(dataDir: string): Promise<CarriedOver[]> {
  const done: CarriedOver[] = [];
  for (const schema of ALL_SCHEMAS.filter(({ name }) => hasLmdb(dataDir, name))) {
    const { options, rows } = CONVERSIONS[schema.name]!;
    const store = new SqliteStore(schema, { dataDir });
    let carried = 0;
    let kept = 0;
    const insertAll = async (batch: readonly Placed[]) => {
      const inserted = await store.change(
        (tables) => batch.filter(([table, row]) => tables.insert(table, row)).length,
      );
      carried += inserted;
      kept += batch.length - inserted;
    };
    try {
      const batch: Placed[] = [];
      for await (const placed of rows(readLmdb(dataDir, schema.name, options))) {
        batch.push(placed);
        if (batch.length >= AT_ONCE) await insertAll(batch.splice(0));
      }
      await insertAll(batch);
      await store.change((tables) =>
        tables.put('meta', { key: 'carried-over', value: new Date().toISOString() }),
      );
    } finally {
      await store.close();
    }
    done.push({ store: schema.name, carried, kept });
  }
  return done;
}

function isCarriedOver(tables: StoreTables): boolean {
  return tables.get('meta', "WHERE key = 'carried-over'") !== undefined;
}

const text = (part: string | number | undefined) => String(part ?? '');

const CONVERSIONS: Readonly<Record<string, Conversion>> = {
  conversations: {
    options: { isCompressed: true },
    async *rows(entries) {
      type Head = ConversationSummary & { readonly nextIndex: number };
      type Place = { readonly request: { readonly keyHash: string; readonly fingerprint: string } | null };
      const places = new Map<string, Place>();
      const turns: (readonly [owner: string, id: string, n: number, turn: Turn])[] = [];
      // Places come before turns: their keys begin with an earlier letter.
      for await (const { key, value } of entries) {
        const [kind, owner, id, n] = key;
        if (kind === 'message') places.set(`${owner} ${id}`, value as Place);
        if (kind === 'turn') turns.push([text(owner), text(id), Number(n), value as Turn]);
        if (turns.length > AT_ONCE) yield* turns.splice(0).map(placeTurn);
        if (kind !== 'head') continue;
        const head = value as Head;
        yield [
          'conversations',
          {
            owner: text(owner),
            id: text(id),
            title: JSON.stringify(head.title),
            created_at: head.createdAt,
            updated_at: head.updatedAt,
            turn_count: head.turnCount,
            next_n: head.nextIndex,
          },
        ];
      }
      yield* turns.map(placeTurn);

      function placeTurn([owner, conversation_id, n, turn]: (typeof turns)[number]): Placed {
        const request = places.get(`${owner} ${turn.messageId}`)?.request ?? null;
        const made = { request: request?.keyHash ?? null, fingerprint: request?.fingerprint ?? null };
        return [
          'turns',
          { owner, conversation_id, n, message_id: turn.messageId, ...made, body: packJson(turn) },
        ];
      }
    },
  },
  citations: {
    options: { isCompressed: true },
    async *rows(entries) {
      for await (const { value } of entries) yield ['clauses', clauseRow(value as CitedClause)];
    },
  },
  feedback: {
    async *rows(entries) {
      for await (const { key, value } of entries)
        if (key[0] === 'message') yield ['feedback', feedbackRow(value as OwnedFeedback)];
    },
  },
  channels: {
    options: { isCompressed: true },
    async *rows(entries) {
      for await (const { key, value } of entries) {
        const [kind, channel, id] = key.map(text) as [string, string, string];
        const used = value as { usedAt: string; conversationId?: string; count?: number };
        if (kind === 'message') yield ['messages', entryRow(channel, id, value as KeptEntry)];
        if (kind === 'thread')
          yield ['threads', { channel, id, conversation_id: used.conversationId!, used_at: used.usedAt }];
        if (kind === 'count') yield ['counts', { channel, id, count: used.count!, used_at: used.usedAt }];
      }
    },
  },
  usage: {
    async *rows(entries) {
      for await (const { key, value } of entries)
        yield ['tokens', { day: text(key[0]), payer: text(key[1]), tokens: Number(value) }];
    },
  },
  vectors: {
    options: { isBinary: true },
    async *rows(entries) {
      for await (const { key, value } of entries)
        yield ['vectors', { embedder: text(key[0]), text: text(key[1]), vector: value as Uint8Array }];
    },
  },
};
