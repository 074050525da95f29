import { createHash } from 'node:crypto';
import { lmdbEnvironment } from '../../../storage/lmdb-environment.ts';
import type { UsageStore } from '../../ports/usage-store.ts';

/** Counts in `<dataDir>/usage`. `day` → tokens of everyone · `day, hash of the payer` → tokens of the payer. */
export function openLmdbUsageStore({ dataDir }: { readonly dataDir: string }): UsageStore {
  const environment = lmdbEnvironment<number, string[]>({ dataDir, name: 'usage' });
  return {
    async add(day, payer, tokens) {
      const counts = await environment.use();
      const increase = (key: string[]) => {
        const sum = (counts.get(key) ?? 0) + tokens;
        counts.put(key, sum);
        return sum;
      };
      return counts.transactionSync(() => ({
        everyone: increase([day]),
        payer: increase([day, hashPayer(payer)]),
      }));
    },
    async read(day, payer) {
      const counts = await environment.use();
      return counts.get(payer === null ? [day] : [day, hashPayer(payer)]) ?? 0;
    },
    close: () => environment.close(),
  };
}

/** A name may be of any length; a hash always fits a key. */
function hashPayer(payer: string): string {
  return createHash('sha256').update(payer).digest('base64url');
}
