import { setTimeout as pause } from 'node:timers/promises';
import { createRandom } from '../../src/models/adapters/local/seeded-random.ts';

/** What became of the requests that were sent. */
export interface LoadResult {
  readonly sent: number;
  /** By status; `0` for a connection that broke. */
  readonly byStatus: ReadonlyMap<number, number>;
  /** Of replies with 200, from the moment they were due, ascending or not; milliseconds. */
  readonly latencies: readonly number[];
  /** Of replies that were turned away. */
  readonly refusalLatencies: readonly number[];
  readonly seconds: number;
  /** Refusals without Retry-After. */
  readonly withoutRetryAfter: number;
}

const SEED = 20_15;

/**
 * Sends `rate` requests a second for `seconds` at random moments (a Poisson process), whether or not earlier ones have been
 * answered: as many independent people would. Latencies count from the moment a request was due, so that a slow sender hides nothing.
 */
export async function offerLoad(
  send: (index: number) => Promise<Response>,
  { rate, seconds }: { readonly rate: number; readonly seconds: number },
): Promise<LoadResult> {
  const random = createRandom(SEED);
  const record = createRecord();
  const startedAt = performance.now();
  const open = new Set<Promise<void>>();
  let sent = 0;
  for (let due = 0; due < seconds * 1000; due += (-Math.log(1 - random()) / rate) * 1000) {
    const wait = startedAt + due - performance.now();
    if (wait > 0) await pause(wait);
    const request = record.follow(send(sent++), startedAt + due).finally(() => open.delete(request));
    open.add(request);
  }
  await Promise.all(open);
  return { ...record.result(), sent, seconds };
}

/** Keeps `connections` requests open for `seconds`: as many as the service can answer. */
export async function saturate(
  send: (index: number) => Promise<Response>,
  { connections, seconds }: { readonly connections: number; readonly seconds: number },
): Promise<LoadResult> {
  const record = createRecord();
  const end = performance.now() + seconds * 1000;
  let sent = 0;
  const keepBusy = async () => {
    while (performance.now() < end) await record.follow(send(sent++), performance.now());
  };
  await Promise.all(Array.from({ length: connections }, keepBusy));
  return { ...record.result(), sent, seconds };
}

function createRecord() {
  const byStatus = new Map<number, number>();
  const latencies: number[] = [];
  const refusalLatencies: number[] = [];
  let withoutRetryAfter = 0;
  const count = (status: number) => byStatus.set(status, (byStatus.get(status) ?? 0) + 1);
  return {
    async follow(request: Promise<Response>, since: number): Promise<void> {
      try {
        const response = await request;
        await response.arrayBuffer();
        count(response.status);
        (response.ok ? latencies : refusalLatencies).push(performance.now() - since);
        if (!response.ok && !response.headers.has('retry-after')) withoutRetryAfter++;
      } catch {
        count(0);
      }
    },
    result: () => ({ byStatus, latencies, refusalLatencies, withoutRetryAfter }),
  };
}
