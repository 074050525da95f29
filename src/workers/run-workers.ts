import cluster, { type Worker } from 'node:cluster';
import { ClusterMemoryStorePrimary } from '@express-rate-limit/cluster-memory-store';
import { AggregatorRegistry } from 'prom-client';
import { TiaowenError } from '../domain/errors/tiaowen-error.ts';
import type { PrimaryMessage, WorkerMessage } from './messages.ts';
import { NUMBER } from './this-worker.ts';

/** A worker ended before it served; what it said about that stands on stderr. */
export class WorkerStartError extends TiaowenError {
  readonly code = 'worker-start';
}

/** A pino logger fits. */
export interface WorkersLogger {
  info(fields: object, message: string): void;
  warn(fields: object, message: string): void;
  error(fields: object, message: string): void;
}

export interface WorkersOptions {
  readonly count: number;
  readonly logger: WorkersLogger;
  /** All serve; `problems` says in words what the first one cannot keep. */
  readonly onReady: (url: string, problems: readonly string[]) => void;
  /** Resolves when all are to stop. Asked for once all serve. */
  readonly stopRequested: () => Promise<NodeJS.Signals>;
}

type ReadyMessage = Extract<WorkerMessage, { readonly type: 'ready' }>;

/** A worker that dies again and again is started with growing pauses. */
const FIRST_PAUSE_MS = 500;
const LONGEST_PAUSE_MS = 30_000;
/** One that lived so long begins with the first pause again. */
const STEADY_MS = 60_000;
/** A worker that has not ended by itself so long after the stop is ended. */
const LONGEST_STOP_MS = 30_000;

/**
 * Starts this program `count` times as workers and keeps them alive until it is told to stop; resolves once all have ended.
 * Throws WorkerStartError where one ends before all serve; the others are ended then.
 */
export async function runWorkers(options: WorkersOptions): Promise<void> {
  const { count, logger, onReady, stopRequested } = options;
  const aggregator = new AggregatorRegistry();
  new ClusterMemoryStorePrimary().init();
  const running = new Map<number, Worker>();
  let phase: 'starting' | 'serving' | 'stopping' = 'starting';

  const numbers = Array.from({ length: count }, (_, index) => index + 1);
  try {
    const ready = await Promise.all(numbers.map((number) => start(number, FIRST_PAUSE_MS)));
    if (running.size < count) throw new WorkerStartError('有工作进程在启动时退出');
    phase = 'serving';
    const stopped = stopRequested();
    onReady(ready[0]!.url, ready[0]!.problems);
    const signal = await stopped;
    phase = 'stopping';
    await Promise.all([...running.values()].map((worker) => stop(worker, signal)));
  } catch (error) {
    phase = 'stopping';
    for (const worker of running.values()) worker.process.kill('SIGKILL');
    throw error;
  }

  /** Resolves once it serves; rejects where it ended before. */
  function start(number: number, pauseMs: number): Promise<ReadyMessage> {
    const startedAt = performance.now();
    cluster.setupPrimary({ args: [`${NUMBER}${number}`] });
    const worker = cluster.fork();
    running.set(number, worker);
    return new Promise((resolve, reject) => {
      worker.on('message', (message: WorkerMessage) => {
        if (message.type === 'ready') {
          logger.info({ worker: number, pid: worker.process.pid }, 'a worker serves');
          resolve(message);
        }
        if (message.type === 'metrics-wanted') void sendMetrics(worker, message.id);
      });
      worker.once('exit', (code, signal) => {
        running.delete(number);
        reject(new WorkerStartError(`工作进程 ${number} 未能启动`));
        if (phase !== 'serving') return;
        logger.error({ worker: number, code, signal, pauseMs }, 'a worker died and is started again');
        const isSteady = performance.now() - startedAt > STEADY_MS;
        startLater(number, pauseMs, isSteady ? FIRST_PAUSE_MS : Math.min(2 * pauseMs, LONGEST_PAUSE_MS));
      });
    });
  }

  function startLater(number: number, pauseMs: number, nextPauseMs: number): void {
    const again = () => {
      // Ending before it serves is seen by the exit, which starts it again.
      if (phase === 'serving') start(number, nextPauseMs).catch(() => undefined);
    };
    setTimeout(again, pauseMs).unref();
  }

  async function stop(worker: Worker, signal: NodeJS.Signals): Promise<void> {
    if (worker.isDead()) return;
    await new Promise<void>((resolve) => {
      const limit = setTimeout(() => {
        logger.warn({ pid: worker.process.pid }, 'a worker did not end by itself');
        worker.process.kill('SIGKILL');
      }, LONGEST_STOP_MS);
      worker.once('exit', () => {
        clearTimeout(limit);
        resolve();
      });
      send(worker, { type: 'stop', signal });
    });
  }

  async function sendMetrics(worker: Worker, id: number): Promise<void> {
    let text: string | null = null;
    try {
      text = await aggregator.clusterMetrics();
    } catch (err) {
      logger.warn({ err }, 'metrics of the workers could not be gathered');
    }
    send(worker, { type: 'metrics', id, text });
  }

  function send(worker: Worker, message: PrimaryMessage): void {
    if (worker.isConnected()) worker.send(message);
  }
}
