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
  let isOver = false;
  for (let budget = current.getStore(); budget !== undefined; budget = budget.outer) {
    budget.left -= Math.ceil(steps);
    if (budget.left < 0) isOver = true;
  }
  if (isOver) throw new WorkExceededError('一个问题所用的计算超出上限');
}

/** Lets whatever else waits for the thread have it once (time limits among it). Throws the reason of the work's signal. */
export async function restFromWork(): Promise<void> {
  const signal = current.getStore()?.signal;
  await new Promise((resolve) => setImmediate(resolve));
  signal?.throwIfAborted();
}

/** Whether the innermost limit was overstepped: what was caught of it in between may be missing something. */
export function isWorkOver(): boolean {
  return (current.getStore()?.left ?? 0) < 0;
}

/** Does `work` and tells how many steps it counted, those of limits within included. */
export async function measureWork<Result>(
  work: () => Promise<Result>,
): Promise<{ readonly result: Result; readonly steps: number }> {
  const budget: Budget = { left: Number.MAX_SAFE_INTEGER, signal: undefined, outer: current.getStore() };
  const result = await current.run(budget, work);
  return { result, steps: Number.MAX_SAFE_INTEGER - budget.left };
}
