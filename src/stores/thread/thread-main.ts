import { parentPort, workerData } from 'node:worker_threads';
import { openSqliteCitationArchive } from '../../assistant/adapters/embedded/sqlite-citation-archive.ts';
import { openSqliteConversationStore } from '../../assistant/adapters/embedded/sqlite-conversation-store.ts';
import type { StoreOptions } from '../../storage/sqlite-store.ts';
import type { WatchedStore } from '../../storage/store-monitor.ts';
import { sendError } from './sent-error.ts';
import type { StoreCall, StoreMessage, StoreReply, ThreadSettings, ThreadStore } from './thread-messages.ts';

/** The thread that `openStoresInThread` starts: it waits for the disk, so that the one that answers does not. An entry point. */
const { dataDir } = workerData as ThreadSettings;
const watched = new Map<string, WatchedStore>();
const monitor: StoreOptions['monitor'] = {
  watch: (store) => void watched.set(store.name, store),
  onChange: (name, error) =>
    tell({
      told: name as ThreadStore,
      error: error && sendError(error),
      isFailing: watched.get(name)?.problem !== null,
    }),
};
const stores = {
  conversations: openSqliteConversationStore({ dataDir, monitor }),
  citations: openSqliteCitationArchive({ dataDir, monitor }),
};
const open = new Set<Promise<void>>();

parentPort!.on('message', (calls: StoreMessage) => {
  if (calls === null) return void end();
  for (const call of calls) {
    const answered = answer(call).finally(() => open.delete(answered));
    open.add(answered);
  }
});

async function answer({ id, store, method, args }: StoreCall): Promise<void> {
  try {
    // JSON knows no undefined.
    const given = (JSON.parse(args) as unknown[]).map((arg) => arg ?? undefined);
    const result = await callOf(store, method)(...given);
    tell({ id, ...(result !== undefined && { result: JSON.stringify(result) }) });
  } catch (error) {
    tell({ id, error: sendError(error) });
  }
}

function callOf(store: ThreadStore, method: string): (...args: unknown[]) => unknown {
  if (method === 'probe') return () => watched.get(store)!.probe();
  const methods = stores[store] as unknown as Record<string, (...args: unknown[]) => unknown>;
  return methods[method]!;
}

async function end(): Promise<void> {
  await Promise.all(open);
  await Promise.all([stores.conversations.close(), stores.citations.close()]);
  parentPort!.close();
}

function tell(reply: StoreReply): void {
  parentPort!.postMessage(reply);
}
