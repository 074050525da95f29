import { hashedKey } from '../../../storage/hashed-key.ts';
import { lmdbEnvironment } from '../../../storage/lmdb-environment.ts';
import type { ChannelInbox, InboxEntry } from '../../ports/channel-inbox.ts';
import { batchChanges } from './batch-changes.ts';

interface KeptEntry extends InboxEntry {
  /** Absent until it was asked. */
  readonly askedIn?: { readonly conversationId: string | null };
  readonly leaseEnds: string;
}

interface KeptThread {
  readonly conversationId: string;
  readonly usedAt: string;
}

interface KeptCount {
  readonly count: number;
  readonly usedAt: string;
}

/**
 * The inbox in `<dataDir>/channels`: `message, channel, hash` → entry · `open, channel, hash` → nothing, for those not finished ·
 * `thread, channel, hash` → its conversation · `count, channel, hash of user and period` → questions.
 */
export function openLmdbChannelInbox({
  dataDir,
  now = () => new Date(),
}: {
  readonly dataDir: string;
  readonly now?: () => Date;
}): ChannelInbox {
  const environment = lmdbEnvironment<unknown, string[]>({ dataDir, name: 'channels', compression: true });

  /** What `work` reads and writes happens at once, for other processes too. */
  const change = batchChanges<Entries>(async (works) => {
    const database = await environment.use();
    const entries: Entries = {
      get: (key) => database.get(key) as never,
      put: (key, value) => void database.put(key, value),
      remove: (key) => void database.remove(key),
      list: (kind, channel) => [
        ...database.getKeys({ start: [kind, channel ?? ''], end: [kind, channel ?? '\uffff', '\uffff'] }),
      ],
    };
    database.transactionSync(() => {
      for (const work of works) work(entries);
    });
  });
  /** Takes no lock and waits for no disk. */
  const read = async <Value>(key: string[]) => (await environment.use()).get(key) as Value | undefined;
  return {
    claim: (channel, question, { now: receivedAt, leaseEnds }) =>
      change(({ get, put }) => {
        const key = messageOf(channel, question.messageKey);
        if (get(key)) return false;
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
        put(key, entry);
        put(openOf(channel, key[2]!), true);
        return true;
      }),

    claimStranded: (channel, { now: at, leaseEnds }) =>
      change(({ get, put, list }) =>
        list('open', channel).flatMap(([, , id]) => {
          const key = ['message', channel, id!];
          const entry = get<KeptEntry>(key);
          if (!entry || entry.leaseEnds > at) return [];
          const taken = { ...entry, leaseEnds, attempts: entry.attempts + 1 };
          put(key, taken);
          return [shown(taken)];
        }),
      ),

    async get(channel, messageKey) {
      const entry = await read<KeptEntry>(messageOf(channel, messageKey));
      return entry ? shown(entry) : null;
    },

    setHandle: (channel, messageKey, handle) =>
      change(({ get, put }) => {
        const key = messageOf(channel, messageKey);
        const entry = get<KeptEntry>(key);
        if (entry) put(key, { ...entry, handle });
      }),

    askedIn: (channel, messageKey, conversationId) =>
      change(({ get, put }) => {
        const key = messageOf(channel, messageKey);
        const entry = get<KeptEntry>(key);
        if (entry?.askedIn) return entry.askedIn.conversationId;
        if (entry) put(key, { ...entry, askedIn: { conversationId } });
        return conversationId;
      }),

    finish: (channel, messageKey, messageId) =>
      change(({ get, put, remove }) => {
        const key = messageOf(channel, messageKey);
        const entry = get<KeptEntry>(key);
        if (!entry) return null;
        const done = { ...entry, question: { ...entry.question, text: '' }, messageId, isDone: true };
        put(key, done);
        remove(openOf(channel, key[2]!));
        return shown(done);
      }),

    forget: (channel, messageKey) =>
      change(({ get, put, remove }) => {
        const key = messageOf(channel, messageKey);
        const entry = get<KeptEntry>(key);
        if (!entry) return null;
        const forgotten = {
          ...entry,
          question: { ...entry.question, text: '' },
          isDone: true,
          isForgotten: true,
        };
        put(key, forgotten);
        remove(openOf(channel, key[2]!));
        return shown(forgotten);
      }),

    async conversationOf(channel, threadKey) {
      return (await read<KeptThread>(threadOf(channel, threadKey)))?.conversationId ?? null;
    },

    setConversation: (channel, threadKey, conversationId) =>
      change(({ put }) => put(threadOf(channel, threadKey), { conversationId, usedAt: now().toISOString() })),

    count: (channel, userKey, period) =>
      change(({ get, put }) => {
        const key = ['count', channel, hashedKey(userKey, period)];
        const count = (get<KeptCount>(key)?.count ?? 0) + 1;
        put(key, { count, usedAt: now().toISOString() });
        return count;
      }),

    deleteOlderThan: (before) =>
      change(({ get, remove, list }) => {
        let messages = 0;
        for (const key of list('message')) {
          if ((get<KeptEntry>(key)?.receivedAt ?? '') >= before) continue;
          remove(key);
          remove(openOf(key[1]!, key[2]!));
          messages++;
        }
        for (const key of [...list('thread'), ...list('count')]) {
          if ((get<KeptThread | KeptCount>(key)?.usedAt ?? '') < before) remove(key);
        }
        return messages;
      }),

    close: () => environment.close(),
  };
}

interface Entries {
  get<Value>(key: string[]): Value | undefined;
  put(key: string[], value: unknown): void;
  remove(key: string[]): void;
  list(kind: string, channel?: string): string[][];
}

function shown({ leaseEnds: _leaseEnds, askedIn: _askedIn, ...entry }: KeptEntry): InboxEntry {
  return entry;
}

const messageOf = (channel: string, messageKey: string) => ['message', channel, hashedKey(messageKey)];
const openOf = (channel: string, id: string) => ['open', channel, id];
const threadOf = (channel: string, threadKey: string) => ['thread', channel, hashedKey(threadKey)];
