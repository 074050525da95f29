import { createHash } from 'node:crypto';
import { existsSync, mkdirSync, mkdtempSync, renameSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { open, type RootDatabase } from 'lmdb';
import type { UsageStore } from '../../ports/usage-store.ts';

type Counts = RootDatabase<number, string[]>;

/**
 * Counts in `<dataDir>/usage`, an LMDB environment: several processes may count in it at once. Nothing is created or opened
 * before the first use. `day` → tokens of everyone · `day, hash of the payer` → tokens of the payer.
 */
export function openLmdbUsageStore({ dataDir }: { readonly dataDir: string }): UsageStore {
  let opening: Promise<Counts> | null = null;
  const opened = () => {
    opening ??= openCounts(dataDir).catch((error) => {
      // The next use tries again.
      opening = null;
      throw error;
    });
    return opening;
  };
  return {
    async add(day, payer, tokens) {
      const counts = await opened();
      const increase = (key: string[]) => {
        const sum = (counts.get(key) ?? 0) + tokens;
        counts.put(key, sum);
        return sum;
      };
      // Not in lmdb's asynchronous transactions: what they read may be older than what another process has just written.
      return counts.transactionSync(() => ({
        everyone: increase([day]),
        payer: increase([day, hashPayer(payer)]),
      }));
    },
    read: async (day, payer) => (await opened()).get(payer === null ? [day] : [day, hashPayer(payer)]) ?? 0,
    async close() {
      const closing = opening;
      opening = null;
      await (await closing)?.close();
    },
  };
}

async function openCounts(dataDir: string): Promise<Counts> {
  const folder = join(dataDir, 'usage');
  if (!existsSync(join(folder, 'data.mdb'))) await createEnvironment(dataDir, folder);
  return open({ path: folder, encoding: 'json' });
}

/** Beside its place, then renamed: processes that create one environment at the same moment break each other's. */
async function createEnvironment(dataDir: string, folder: string): Promise<void> {
  mkdirSync(dataDir, { recursive: true, mode: 0o700 });
  const draft = mkdtempSync(`${folder}-`);
  await open({ path: draft, encoding: 'json' }).close();
  try {
    renameSync(draft, folder);
  } catch {
    // Another process was quicker, and its environment is as good.
    rmSync(draft, { recursive: true });
  }
}

/** A name may be of any length; a hash always fits a key. */
function hashPayer(payer: string): string {
  return createHash('sha256').update(payer).digest('base64url');
}
