import { createHash } from 'node:crypto';
import { SqliteStore, type StoreOptions } from '../../../storage/sqlite-store.ts';
import type { StoreSchema } from '../../../storage/store-schema.ts';
import type { StoreTables } from '../../../storage/store-tables.ts';
import type { UsageStore } from '../../ports/usage-store.ts';

/** `payer` is a hash, empty for everyone together. */
export const USAGE_SCHEMA: StoreSchema = {
  name: 'usage',
  tables: {
    tokens: {
      columns: { day: 'TEXT NOT NULL', payer: 'TEXT NOT NULL', tokens: 'INTEGER NOT NULL' },
      key: ['day', 'payer'],
    },
  },
};

const EVERYONE = '';

/** Counts in `<dataDir>/stores/usage.sqlite`. */
export function openSqliteUsageStore(options: StoreOptions): UsageStore {
  const store = new SqliteStore(USAGE_SCHEMA, options);
  return {
    add: (day, payer, tokens) =>
      store.change((tables) => ({
        everyone: addTokens(tables, day, EVERYONE, tokens),
        payer: addTokens(tables, day, hashPayer(payer), tokens),
      })),
    read: (day, payer) =>
      store.read((tables) => tokensOf(tables, day, payer === null ? EVERYONE : hashPayer(payer))),
    close: () => store.close(),
  };
}

/** The sum after it. */
export function addTokens(tables: StoreTables, day: string, payer: string, tokens: number): number {
  const sum = tokensOf(tables, day, payer) + tokens;
  tables.put('tokens', { day, payer, tokens: sum });
  return sum;
}

function tokensOf(tables: StoreTables, day: string, payer: string): number {
  return tables.get<{ tokens: number }>('tokens', 'WHERE day = ? AND payer = ?', day, payer)?.tokens ?? 0;
}

/** Names of payers may be of any length. */
function hashPayer(payer: string): string {
  return createHash('sha256').update(payer).digest('base64url');
}
