import { once } from 'node:events';
import { Worker } from 'node:worker_threads';
import { StoreError } from '../../domain/errors/store-error.ts';
import { receiveError } from './sent-error.ts';
import type { StoreCall, StoreMessage, StoreReply, ThreadSettings, ThreadStore } from './thread-messages.ts';

/** What a store in the thread tells of itself: `error` is null where it works again. */
export type StoreTold = (store: ThreadStore, error: StoreError | null, isFailing: boolean) => void;

export interface StoreThread {
  /** Calls a method of a store. Arguments and results are data that JSON holds. Throws what the method throws. */
  call(store: ThreadStore, method: string, args: readonly unknown[]): Promise<unknown>;
  /** Ends the thread once all that was called is done. May be called twice; a later call starts another. */
  close(): Promise<void>;
}

interface OpenCall {
  readonly store: ThreadStore;
  resolve(result: unknown): void;
  reject(error: unknown): void;
}

const ENTRY = new URL('./start-thread.mjs', import.meta.url);

/**
 * Starts the thread at once, and again with the next call where it ended: open calls fail with StoreError then. An idle thread keeps no
 * process alive.
 */
export function startStoreThread(settings: ThreadSettings, told: StoreTold): StoreThread {
  const open = new Map<number, OpenCall>();
  let waiting: StoreCall[] = [];
  let calls = 0;
  let worker: Worker | null = start();
  /** Told to end: the process waits for it. */
  let ending: Worker | null = null;

  function start(): Worker {
    const started = new Worker(ENTRY, { workerData: settings, execArgv: [] });
    started.on('message', (reply: StoreReply) => take(reply, started));
    started.on('error', (cause) => lose(started, cause));
    started.on('exit', () => lose(started));
    started.unref();
    return started;
  }

  function take(reply: StoreReply, from: Worker): void {
    if ('told' in reply) {
      const error = reply.error && (receiveError(reply.error) as StoreError);
      told(reply.told, error, reply.isFailing);
      return;
    }
    const call = open.get(reply.id);
    open.delete(reply.id);
    if (open.size === 0 && from !== ending) from.unref();
    if ('error' in reply) call?.reject(receiveError(reply.error));
    else call?.resolve(reply.result === undefined ? undefined : JSON.parse(reply.result));
  }

  function lose(lost: Worker, cause?: Error): void {
    if (worker !== lost) return;
    worker = null;
    const lostCalls = [...open.values()];
    open.clear();
    for (const { store, reject } of lostCalls) reject(new StoreError(store, 'io', { cause }));
  }

  /** What is called in one go is sent in one go: waking the other thread costs more than what it is told. */
  function send(): void {
    if (waiting.length === 0) return;
    worker ??= start();
    worker.ref();
    worker.postMessage(waiting);
    waiting = [];
  }

  return {
    call: (store, method, args) =>
      new Promise((resolve, reject) => {
        const id = calls++;
        // Made before anything is remembered: what JSON does not hold is thrown at the caller.
        const call: StoreCall = { id, store, method, args: JSON.stringify(args) };
        open.set(id, { store, resolve, reject });
        if (waiting.push(call) === 1) queueMicrotask(send);
      }),

    async close() {
      send();
      if (worker === null) return;
      ending = worker;
      ending.ref();
      ending.postMessage(null satisfies StoreMessage);
      await once(ending, 'exit').catch(() => undefined);
    },
  };
}
