import { hashedKey } from '../../../storage/hashed-key.ts';
import { SqliteStore, type StoreOptions } from '../../../storage/sqlite-store.ts';
import type { StoreTables } from '../../../storage/store-tables.ts';
import type { ChannelInbox, InboxEntry } from '../../ports/channel-inbox.ts';
import { batchChanges } from './batch-changes.ts';
import { INBOX_SCHEMA } from './inbox-schema.ts';

export interface KeptEntry extends InboxEntry {
  /** Absent until it was asked. */
  readonly askedIn?: { readonly conversationId: string | null };
  readonly leaseEnds: string;
}

export interface InboxOptions extends StoreOptions {
  readonly now?: () => Date;
}

/** The inbox in `<dataDir>/stores/channels.sqlite`. */
export function openSqliteChannelInbox({ now = () => new Date(), ...options }: InboxOptions): ChannelInbox {
  const store = new SqliteStore(INBOX_SCHEMA, options);
  const change = batchChanges<StoreTables>((works) =>
    store.change((tables) => {
      for (const work of works) work(tables);
    }),
  );
  return {
    claim: (channel, question, { now: receivedAt, leaseEnds }) =>
      change((tables) => {
        const id = hashedKey(question.messageKey);
        const entry: KeptEntry = {
          channel,
          question,
          receivedAt,
          leaseEnds,
          handle: null,
          attempts: 1,
          messageId: null,
          isDone: false,
          isForgotten: false,
        };
        return tables.insert('messages', entryRow(channel, id, entry));
      }),

    claimStranded: (channel, { now: at, leaseEnds }) =>
      change((tables) => {
        const open = tables.all<EntryRow>('messages', 'WHERE is_done = 0 AND channel = ?', channel);
        return open.flatMap(({ id, body }) => {
          const entry = JSON.parse(body) as KeptEntry;
          if (entry.leaseEnds > at) return [];
          const taken = { ...entry, leaseEnds, attempts: entry.attempts + 1 };
          tables.put('messages', entryRow(channel, id, taken));
          return [shown(taken)];
        });
      }),

    async get(channel, messageKey) {
      const entry = await store.read((tables) => entryOf(tables, channel, hashedKey(messageKey)));
      return entry ? shown(entry) : null;
    },

    async setHandle(channel, messageKey, handle) {
      await alter(channel, messageKey, (entry) => ({ ...entry, handle }));
    },

    async askedIn(channel, messageKey, conversationId) {
      const entry = await alter(channel, messageKey, (kept) =>
        kept.askedIn ? kept : { ...kept, askedIn: { conversationId } },
      );
      return entry?.askedIn ? entry.askedIn.conversationId : conversationId;
    },

    async finish(channel, messageKey, messageId) {
      const entry = await alter(channel, messageKey, (kept) => ({
        ...withoutText(kept),
        messageId,
        isDone: true,
      }));
      return entry && shown(entry);
    },

    async forget(channel, messageKey) {
      const entry = await alter(channel, messageKey, (kept) => ({
        ...withoutText(kept),
        isDone: true,
        isForgotten: true,
      }));
      return entry && shown(entry);
    },

    conversationOf: (channel, threadKey) =>
      store.read((tables) => {
        const thread = tables.get('threads', WHERE_KEY, channel, hashedKey(threadKey));
        return (thread?.['conversation_id'] as string | undefined) ?? null;
      }),

    setConversation: (channel, threadKey, conversationId) =>
      change((tables) =>
        tables.put('threads', {
          channel,
          id: hashedKey(threadKey),
          conversation_id: conversationId,
          used_at: now().toISOString(),
        }),
      ),

    count: (channel, userKey, period) =>
      change((tables) => {
        const id = hashedKey(userKey, period);
        const count = Number(tables.get('counts', WHERE_KEY, channel, id)?.['count'] ?? 0) + 1;
        tables.put('counts', { channel, id, count, used_at: now().toISOString() });
        return count;
      }),

    deleteOlderThan: (before) =>
      change((tables) => {
        for (const table of ['threads', 'counts']) tables.delete(table, 'WHERE used_at < ?', before);
        return tables.delete('messages', 'WHERE received_at < ?', before);
      }),

    newest: () =>
      store.read((tables) => tables.cell('SELECT max(received_at) FROM messages') as string | null),

    close: () => store.close(),
  };

  /** Null where the message is unknown. */
  function alter(
    channel: string,
    messageKey: string,
    next: (entry: KeptEntry) => KeptEntry,
  ): Promise<KeptEntry | null> {
    return change((tables) => {
      const id = hashedKey(messageKey);
      const kept = entryOf(tables, channel, id);
      if (!kept) return null;
      const altered = next(kept);
      if (altered !== kept) tables.put('messages', entryRow(channel, id, altered));
      return altered;
    });
  }
}

type EntryRow = { readonly id: string; readonly body: string };

const WHERE_KEY = 'WHERE channel = ? AND id = ?';

function entryOf(tables: StoreTables, channel: string, id: string): KeptEntry | null {
  const row = tables.get<EntryRow>('messages', WHERE_KEY, channel, id);
  return row ? (JSON.parse(row.body) as KeptEntry) : null;
}

export function entryRow(channel: string, id: string, entry: KeptEntry) {
  return {
    channel,
    id,
    received_at: entry.receivedAt,
    is_done: entry.isDone ? 1 : 0,
    body: JSON.stringify(entry),
  };
}

function withoutText(entry: KeptEntry): KeptEntry {
  return { ...entry, question: { ...entry.question, text: '' } };
}

function shown({ leaseEnds: _leaseEnds, askedIn: _askedIn, ...entry }: KeptEntry): InboxEntry {
  return entry;
}
