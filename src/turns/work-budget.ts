import { AsyncLocalStorage } from 'node:async_hooks';
import { WorkExceededError } from '../domain/errors/work-exceeded-error.ts';

/** How much one piece of work may take of the thread. */
export interface WorkLimit {
  /** Steps: about one character, posting or clause looked at, whatever the machine. */
  readonly steps: number;
  readonly signal?: AbortSignal | undefined;
}

interface Budget {
  left: number;
  readonly signal: AbortSignal | undefined;
  /** What is spent within is spent of this one too. */
  readonly outer: Budget | undefined;
}

const current = new AsyncLocalStorage<Budget>();

/** Does `work`, which ends with WorkExceededError at the step that is over the limit; limits may lie within each other. */
export function limitWork<Result>(
  { steps, signal }: WorkLimit,
  work: () => Promise<Result>,
): Promise<Result> {
  const outer = current.getStore();
  return current.run({ left: steps, signal: signal ?? outer?.signal, outer }, work);
}

/** Counts steps about to be taken. Throws WorkExceededError where they are over a limit; without one nothing is counted. */
export function countWork(steps: number): void {
  for (let budget = current.getStore(); budget !== undefined; budget = budget.outer) {
    budget.left -= steps;
    if (budget.left < 0) throw new WorkExceededError('一个问题所用的计算超出上限');
  }
}

/** Lets whatever else waits for the thread have it once (time limits among it). Throws the reason of the work's signal. */
export async function restFromWork(): Promise<void> {
  const signal = current.getStore()?.signal;
  await new Promise((resolve) => setImmediate(resolve));
  signal?.throwIfAborted();
}

/** Steps left of the innermost limit; infinite where there is none. */
export function workLeft(): number {
  return current.getStore()?.left ?? Number.POSITIVE_INFINITY;
}
