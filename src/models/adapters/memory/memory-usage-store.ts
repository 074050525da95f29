import type { UsageStore } from '../../ports/usage-store.ts';

/** Counts that end with the process. */
export function createMemoryUsageStore(): UsageStore {
  const counts = new Map<string, number>();
  const add = (key: string, tokens: number) => {
    const sum = (counts.get(key) ?? 0) + tokens;
    counts.set(key, sum);
    return sum;
  };
  const keyOf = (day: string, payer: string | null) => JSON.stringify([day, payer]);
  return {
    add: async (day, payer, tokens) => ({
      everyone: add(keyOf(day, null), tokens),
      payer: add(keyOf(day, payer), tokens),
    }),
    read: async (day, payer) => counts.get(keyOf(day, payer)) ?? 0,
    close: async () => {},
  };
}
