import { setTimeout as pause } from 'node:timers/promises';
import { readServiceFailure } from './service-failure.ts';

export interface RetryLimits {
  /** Attempts after the first. */
  readonly maxRetries: number;
  /** No attempt begins later than this after the first one began. */
  readonly totalMs: number;
}

export interface RetryClock {
  now(): number;
  pause(ms: number): Promise<unknown>;
}

const FIRST_PAUSE_MS = 500;
const LONGEST_PAUSE_MS = 30_000;
const SYSTEM_CLOCK: RetryClock = { now: () => performance.now(), pause };

/**
 * Calls a service again while it is busy, out of order or out of reach: after the time that it asks for, else after a pause
 * that doubles from half a second to 30 s. Throws the last error where the limits leave no further attempt or none would
 * help. LangChain's own retries are to be off: they give up on a 429 without Retry-After, and with one they wait for a
 * time of their own.
 */
export async function retryServiceCall<T>(
  call: () => Promise<T>,
  { maxRetries, totalMs }: RetryLimits,
  clock: RetryClock = SYSTEM_CLOCK,
): Promise<T> {
  const startedAt = clock.now();
  for (let attempt = 0; ; attempt++) {
    try {
      return await call();
    } catch (error) {
      const { isPassing, retryAfterMs } = readServiceFailure(error);
      if (attempt >= maxRetries || !isPassing) throw error;
      // Spread, so that callers who were turned away together do not come back together.
      const own = Math.min(FIRST_PAUSE_MS * 2 ** attempt, LONGEST_PAUSE_MS) * (0.75 + Math.random() / 4);
      const wait = retryAfterMs ?? own;
      if (clock.now() - startedAt + wait > totalMs) throw error;
      await clock.pause(wait);
    }
  }
}
