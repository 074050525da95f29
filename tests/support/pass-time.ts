import { vi } from 'vitest';

/** After that a damaged store is tried again. */
export const STORE_RETRY_MS = 10_000;

/** From now on the monotonic clock is ahead by so many milliseconds; `vi.restoreAllMocks()` takes that back. */
export function passTime(ms: number): void {
  const now = performance.now.bind(performance);
  vi.spyOn(performance, 'now').mockImplementation(() => now() + ms);
}
