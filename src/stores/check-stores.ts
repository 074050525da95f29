import { existsSync } from 'node:fs';
import { StoreError, type StoreFailure } from '../domain/errors/store-error.ts';
import { SqliteStore } from '../storage/sqlite-store.ts';
import { storePaths } from '../storage/store-paths.ts';
import type { StoreSchema } from '../storage/store-schema.ts';
import type { StoreTables } from '../storage/store-tables.ts';
import { ALL_SCHEMAS } from './all-schemas.ts';

/** What is wrong with a store. */
export interface StoreCheck {
  readonly store: string;
  readonly file: string;
  /** Null where it works. */
  readonly failure: StoreFailure | null;
  /** Rows that are what was written, and those that are not. */
  readonly rows: number;
  readonly damagedRows: number;
  /** As SQLite names what is wrong with the file. */
  readonly findings: readonly string[];
}

const AT_ONCE = 200;

/** Reads every store that was made from its beginning to its end. The service may run meanwhile. */
export async function checkStores(dataDir: string): Promise<StoreCheck[]> {
  const made = ALL_SCHEMAS.filter(({ name }) => {
    const { file, marker } = storePaths(dataDir, name);
    return existsSync(file) || existsSync(marker);
  });
  return await Promise.all(made.map((schema) => checkStore(dataDir, schema)));
}

export async function checkStore(dataDir: string, schema: StoreSchema): Promise<StoreCheck> {
  const { file } = storePaths(dataDir, schema.name);
  const store = new SqliteStore({ ...schema, isExpendable: false }, { dataDir });
  try {
    const findings = await store.read((tables) => integrityOf(tables));
    const { rows, damagedRows } = await countRows(store, schema);
    const isWhole = findings.length === 0 && damagedRows === 0;
    return { store: schema.name, file, failure: isWhole ? null : 'damaged', rows, damagedRows, findings };
  } catch (error) {
    if (!(error instanceof StoreError)) throw error;
    const findings = error.cause instanceof Error ? [error.cause.message] : [];
    return { store: schema.name, file, failure: error.reason, rows: 0, damagedRows: 0, findings };
  } finally {
    await store.close();
  }
}

function integrityOf(tables: StoreTables): string[] {
  const found = tables.cell("SELECT group_concat(integrity_check, '\n') FROM pragma_integrity_check");
  return String(found) === 'ok' ? [] : String(found).split('\n');
}

async function countRows(store: SqliteStore, schema: StoreSchema) {
  let rows = 0;
  let damagedRows = 0;
  for (const table of Object.keys(schema.tables)) {
    for (let after: number | undefined = 0; after !== undefined; ) {
      const from: number = after;
      const found = await store.read((tables) => tables.scan(table, from, AT_ONCE));
      const damaged = found.filter(({ row }) => row === null).length;
      damagedRows += damaged;
      rows += found.length - damaged;
      after = found.at(-1)?.place;
    }
  }
  return { rows, damagedRows };
}
