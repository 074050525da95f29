import cluster from 'node:cluster';
import { ClusterMemoryStoreWorker } from '@express-rate-limit/cluster-memory-store';
import { AggregatorRegistry, type Registry } from 'prom-client';
import type { PrimaryMessage, WorkerMessage } from './messages.ts';

/** This process as one of several workers. */
export interface ThisWorker {
  /** 1 … WORKERS; one that is started in the place of another has its number. */
  readonly number: number;
  /** Tells the primary that requests are served. */
  tellReady(url: string, problems: readonly string[]): void;
  /** Resolves once the primary says stop or is gone. */
  readonly stopRequested: Promise<NodeJS.Signals>;
  /** Where the requests of one policy are counted for all workers. */
  createLimitStore(policy: string): ClusterMemoryStoreWorker;
  /** Adds this worker's metrics to those of all; the returned function renders them together. */
  shareMetrics(registry: Registry): () => Promise<string>;
}

const METRICS_MS = 6000;

/** This process as a worker; null where it was started by hand. Call it once. */
export function joinWorkers(): ThisWorker | null {
  if (!cluster.isWorker) return null;
  const tell = (message: WorkerMessage) => void process.send!(message);
  const waiting = new Map<number, (text: string | null) => void>();
  let asked = 0;
  const stopRequested = new Promise<NodeJS.Signals>((resolve) => {
    process.on('message', (message: PrimaryMessage) => {
      if (message.type === 'stop') resolve(message.signal);
      if (message.type === 'metrics') waiting.get(message.id)?.(message.text);
    });
    process.once('disconnect', () => resolve('SIGTERM'));
    // A terminal sends SIGINT and a service manager SIGTERM to every process; the primary's word follows.
    process.on('SIGINT', () => undefined).on('SIGTERM', () => resolve('SIGTERM'));
  });
  return {
    number: Number(process.argv.find((argument) => argument.startsWith(NUMBER))?.slice(NUMBER.length)),
    tellReady: (url, problems) => tell({ type: 'ready', url, problems }),
    stopRequested,
    createLimitStore: (policy) => new ClusterMemoryStoreWorker({ prefix: policy }),
    shareMetrics(registry) {
      // One answers when the primary asks.
      new AggregatorRegistry();
      AggregatorRegistry.setRegistries([registry]);
      return async () => {
        const id = ++asked;
        const text = await new Promise<string | null>((resolve) => {
          const timer = setTimeout(() => resolve(null), METRICS_MS);
          waiting.set(id, (gathered) => {
            clearTimeout(timer);
            resolve(gathered);
          });
          tell({ type: 'metrics-wanted', id });
        });
        waiting.delete(id);
        if (text === null) throw new Error('the metrics of the other workers did not come');
        return text;
      };
    },
  };
}

/** The argument that a worker is started with. */
export const NUMBER = '--worker=';
