import { openSqliteConversationStore } from '../../assistant/adapters/embedded/sqlite-conversation-store.ts';
import type { CitationArchive } from '../../assistant/ports/citation-archive.ts';
import type { ConversationStore } from '../../assistant/ports/conversation-store.ts';
import type { StoreError } from '../../domain/errors/store-error.ts';
import type { StoreOptions } from '../../storage/sqlite-store.ts';
import { type StoreThread, startStoreThread } from './store-thread.ts';
import type { ThreadStore } from './thread-messages.ts';

const CONVERSATION_CALLS = [
  'get',
  'appendTurn',
  'findTurn',
  'findRequest',
  'list',
  'rename',
  'deleteTurn',
  'delete',
  'deleteAll',
  'deleteOlderThan',
  'withholdDocument',
  'newest',
] as const satisfies readonly (keyof ConversationStore)[];

const CITATION_CALLS = [
  'keep',
  'get',
  'deleteOfDocument',
] as const satisfies readonly (keyof CitationArchive)[];

/**
 * The stores that every answer uses, in a thread of their own: whoever keeps something waits until it is on the disk, and the thread
 * that answers goes on meanwhile. What comes while the disk is busy is written together. Closing one closes both.
 */
export function openStoresInThread({ dataDir, monitor }: StoreOptions): {
  readonly conversations: ConversationStore;
  readonly citations: CitationArchive;
} {
  const problems = new Map<ThreadStore, StoreError>();
  const thread = startStoreThread({ dataDir }, (store, error, isFailing) => {
    if (!isFailing) problems.delete(store);
    else if (error) problems.set(store, error);
    monitor?.onChange(store, error);
  });
  for (const name of ['conversations', 'citations'] as const)
    monitor?.watch({
      name,
      get problem() {
        return problems.get(name) ?? null;
      },
      probe: () => thread.call(name, 'probe', []) as Promise<void>,
    });
  // Reports read all there is, a piece at a time: that goes beside the answers.
  const here = openSqliteConversationStore({ dataDir });
  return {
    conversations: {
      ...callsOf<ConversationStore, (typeof CONVERSATION_CALLS)[number]>(
        thread,
        'conversations',
        CONVERSATION_CALLS,
      ),
      turnsSince: here.turnsSince,
      close: () => Promise.all([thread.close(), here.close()]).then(() => undefined),
    },
    citations: {
      ...callsOf<CitationArchive, (typeof CITATION_CALLS)[number]>(thread, 'citations', CITATION_CALLS),
      close: thread.close,
    },
  };
}

function callsOf<Store, Call extends keyof Store & string>(
  thread: StoreThread,
  store: ThreadStore,
  calls: readonly Call[],
): Pick<Store, Call> {
  const made = calls.map((call) => [call, (...args: unknown[]) => thread.call(store, call, args)]);
  return Object.fromEntries(made) as Pick<Store, Call>;
}
