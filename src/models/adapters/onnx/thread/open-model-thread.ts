import { once } from 'node:events';
import { Worker } from 'node:worker_threads';
import { ModelError } from '../../../../domain/errors/model-error.ts';
import { type EmbedJob, groupTexts, JobQueue } from './job-queue.ts';
import type { EmbedReply, EmbedRequest, ModelText, ThreadSettings } from './thread-messages.ts';

/** A sentence model in a thread of its own. */
export interface ModelThread {
  /**
   * One vector per text (per pair of texts, from a model that reads two), in order. What is urgent goes before what is not. The thread is started with the first call and
   * again after it died; a call during which it dies fails. Throws ModelError.
   */
  embed(texts: readonly ModelText[], options?: { readonly isUrgent?: boolean }): Promise<number[][]>;
  /** Ends the thread once it has done what it is at; open and later calls fail. May be called twice. */
  close(): Promise<void>;
}

const ENTRY = new URL('./start-thread.mjs', import.meta.url);

/** An idle thread keeps no process alive. `entry` replaces what the thread runs; for tests. */
export function openModelThread(settings: ThreadSettings, entry: URL = ENTRY): ModelThread {
  const queue = new JobQueue();
  let worker: Worker | null = null;
  let current: EmbedJob | null = null;
  let isClosed = false;

  const start = (): Worker => {
    const started = new Worker(entry, { workerData: settings, execArgv: [] });
    started.on('message', (reply: EmbedReply) => settle(reply));
    started.on('error', (cause) => lose(started, cause));
    started.on('exit', () => lose(started));
    return started;
  };

  const advance = (): void => {
    if (current !== null) return;
    const job = queue.next();
    if (job === undefined) {
      worker?.unref();
      return;
    }
    current = job;
    worker ??= start();
    worker.ref();
    worker.postMessage({ texts: job.texts } satisfies EmbedRequest);
  };

  const settle = (reply: EmbedReply): void => {
    const job = current;
    current = null;
    if ('failure' in reply) job?.reject(new ModelError(reply.failure, { reason: reply.reason }));
    else job?.resolve(unpack(reply, job.texts.length));
    advance();
  };

  const lose = (lost: Worker, cause?: Error): void => {
    if (worker !== lost) return;
    worker = null;
    const job = current;
    current = null;
    job?.reject(new ModelError('运行向量模型的线程意外结束', { cause }));
    advance();
  };

  const embedGroup = (texts: readonly ModelText[], isUrgent: boolean) =>
    new Promise<number[][]>((resolve, reject) => {
      if (isClosed) {
        reject(closedError());
        return;
      }
      queue.add({ texts, resolve, reject }, isUrgent);
      advance();
    });

  return {
    async embed(texts, { isUrgent = false } = {}) {
      const vectors = new Array<number[]>(texts.length);
      await Promise.all(
        groupTexts(texts).map(async (group) => {
          const embedded = await embedGroup(
            group.map((place) => texts[place]!),
            isUrgent,
          );
          group.forEach((place, i) => {
            vectors[place] = embedded[i]!;
          });
        }),
      );
      return vectors;
    },

    async close() {
      isClosed = true;
      const open = [...(current ? [current] : []), ...queue.clear()];
      current = null;
      for (const job of open) job.reject(closedError());
      const ending = worker;
      worker = null;
      if (ending === null) return;
      // Told to end, not terminated: native code that is cut off in the middle takes the whole process with it.
      const ended = once(ending, 'exit').catch(() => undefined);
      ending.ref();
      ending.postMessage(null satisfies EmbedRequest | null);
      await ended;
    },
  };
}

function unpack(reply: Extract<EmbedReply, { dimension: number }>, count: number): number[][] {
  const { dimension, vectors } = reply;
  return Array.from({ length: count }, (_, i) =>
    Array.from(vectors.subarray(i * dimension, (i + 1) * dimension)),
  );
}

function closedError(): ModelError {
  return new ModelError('向量模型已关闭', { reason: 'unavailable' });
}
