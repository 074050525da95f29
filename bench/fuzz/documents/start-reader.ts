import { once } from 'node:events';
import { Worker } from 'node:worker_threads';
import type { ReadingOrder, ReadingReply } from './reading-worker.ts';

const WORKER_FILE = new URL('./reading-worker.ts', import.meta.url).href;
const RUN_TYPESCRIPT = `
  import('tsx/esm/api').then(({ register }) => {
    register();
    return import(require('node:worker_threads').workerData.file);
  });`;

/** A reading that takes longer than this or more memory than that has no end. */
export interface ReaderLimits {
  readonly seconds: number;
  readonly megabytes: number;
}

export interface Reader {
  /** Never throws for what a document does: a reading without end or measure is `failed`. */
  read(order: ReadingOrder): Promise<ReadingReply>;
  close(): Promise<void>;
}

/** Reads on a thread of its own, which is replaced when a document takes it down. */
export function startReader(limits: ReaderLimits): Reader {
  let worker: Worker | null = null;
  const start = async (): Promise<Worker> => {
    const started = new Worker(RUN_TYPESCRIPT, {
      eval: true,
      workerData: { file: WORKER_FILE },
      resourceLimits: { maxOldGenerationSizeMb: limits.megabytes },
    });
    await once(started, 'message');
    return started;
  };
  return {
    async read(order) {
      worker ??= await start();
      const reply = await readWithin(worker, order, limits.seconds);
      if (reply !== null && !('ended' in reply)) return reply;
      await worker.terminate();
      worker = null;
      return { failed: reply?.ended ?? `no end after ${limits.seconds} s` };
    },
    async close() {
      await worker?.terminate();
    },
  };
}

/** Null where it takes too long, `ended` where the thread did not survive. */
async function readWithin(
  worker: Worker,
  order: ReadingOrder,
  seconds: number,
): Promise<ReadingReply | { readonly ended: string } | null> {
  const abort = new AbortController();
  const timer = setTimeout(() => abort.abort(), seconds * 1000);
  try {
    worker.postMessage(order);
    const [reply] = (await once(worker, 'message', { signal: abort.signal })) as [ReadingReply];
    return reply;
  } catch (error) {
    if (abort.signal.aborted) return null;
    return { ended: error instanceof Error ? `${error.name}: ${error.message}` : String(error) };
  } finally {
    clearTimeout(timer);
  }
}
