import { Worker } from 'node:worker_threads';
import type { ReadingOrder, ReadingReply } from './reading-worker.ts';

const WORKER_FILE = new URL('./reading-worker.ts', import.meta.url).href;
const RUN_TYPESCRIPT = `
  import('tsx/esm/api').then(({ register }) => {
    register();
    return import(require('node:worker_threads').workerData.file);
  });`;

/** Ends where a reading takes longer than this or more memory than that. */
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
  const start = (): Worker =>
    new Worker(RUN_TYPESCRIPT, {
      eval: true,
      workerData: { file: WORKER_FILE },
      resourceLimits: { maxOldGenerationSizeMb: limits.megabytes },
    });
  return {
    async read(order) {
      worker ??= start();
      const running = worker;
      const reply = await new Promise<ReadingReply>((resolve) => {
        const end = (result: ReadingReply): void => {
          clearTimeout(timer);
          running.removeAllListeners();
          resolve(result);
        };
        const timer = setTimeout(() => {
          void running.terminate();
          worker = null;
          end({ failed: `no end after ${limits.seconds} s` });
        }, limits.seconds * 1000);
        running.once('message', end);
        running.once('error', (error: Error) => {
          worker = null;
          end({ failed: `${error.name}: ${error.message}` });
        });
        running.postMessage(order);
      });
      return reply;
    },
    async close() {
      await worker?.terminate();
    },
  };
}
