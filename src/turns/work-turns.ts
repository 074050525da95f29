import { AsyncLocalStorage } from 'node:async_hooks';
import { OverloadedError } from '../domain/errors/overloaded-error.ts';
import { type EndTurn, TurnQueue } from './turn-queue.ts';

/** Turns at this process' thread. */
export interface WorkTurns {
  /**
   * Does `work` when it is its turn; payers take turns. Throws OverloadedError, before anything is begun, where too much
   * waits, and the signal's reason.
   */
  run<Result>(
    payer: string,
    work: () => Promise<Result>,
    options?: { readonly signal?: AbortSignal | undefined },
  ): Promise<Result>;
  /** Within `work`: from here on it waits for something else, and the next one may begin. */
  pass(): void;
  readonly working: number;
  readonly waiting: number;
}

/** One thread is no quicker with more at once; a few keep it busy while one of them reads a file. */
const AT_ONCE = 4;
const LONGEST_WAIT_MS = 10_000;

/** At most `maxWaiting` wait in all, `maxWaitingPerPayer` for one payer. */
export function createWorkTurns(limits: {
  readonly maxWaiting: number;
  readonly maxWaitingPerPayer: number;
}): WorkTurns {
  const queue = new TurnQueue({ ...limits, maxConcurrent: AT_ONCE, maxWaitMs: LONGEST_WAIT_MS });
  const current = new AsyncLocalStorage<EndTurn>();
  return {
    async run(payer, work, { signal } = {}) {
      const turn = await queue.enter(payer, signal);
      if (typeof turn === 'string') throw new OverloadedError(`无法处理更多问题（${turn}）`);
      try {
        return await current.run(turn, work);
      } finally {
        turn();
      }
    },
    pass: () => current.getStore()?.(),
    get working() {
      return queue.running;
    },
    get waiting() {
      return queue.waiting;
    },
  };
}
