import { copyFileSync, existsSync, readFileSync, rmSync, statSync, truncateSync } from 'node:fs';
import { DatabaseSync, type DatabaseSyncInstance } from '@photostructure/sqlite';
import type { StoreSchema } from './store-schema.ts';
import { type Row, type StoreTables, storeTables } from './store-tables.ts';

const AT_ONCE = 50;
/** So far behind an unreadable place it is looked for a readable one. */
const FURTHEST = 1 << 20;

/** Every row of a damaged file that can be read and is what was written, a few at a time. Never throws for what is damaged. */
export function* salvageRows(
  file: string,
  schema: StoreSchema,
): Generator<{ readonly table: string; readonly row: Row }[]> {
  const copy = `${file}.copy`;
  let database: DatabaseSyncInstance | undefined;
  try {
    copyFileSync(file, copy);
    if (existsSync(`${file}-journal`)) copyFileSync(`${file}-journal`, `${copy}-journal`);
    growToSize(copy);
    database = new DatabaseSync(copy);
    const tables = storeTables(database, schema);
    for (const table of Object.keys(schema.tables)) yield* salvageTable(tables, table);
  } finally {
    database?.close();
    for (const path of [copy, `${copy}-journal`]) rmSync(path, { force: true });
  }
}

/** SQLite opens no file that is shorter than its header says. */
function growToSize(file: string): void {
  const header = readFileSync(file).subarray(0, 100);
  if (header.length < 100) return;
  const size = header.readUInt16BE(16) * header.readUInt32BE(28);
  // A damaged header is not followed into a file of any size.
  if (size > statSync(file).size && size < 100 * statSync(file).size) truncateSync(file, size);
}

function* salvageTable(tables: StoreTables, table: string): Generator<{ table: string; row: Row }[]> {
  let after = 0;
  for (let step = 1; step <= FURTHEST; ) {
    const found = scan(tables, table, after, step === 1 ? AT_ONCE : 1);
    if (found === null) {
      after += step;
      step *= 2;
      continue;
    }
    const last = found.at(-1);
    if (!last) return;
    yield found.flatMap(({ row }) => (row ? [{ table, row }] : []));
    after = last.place;
    step = 1;
  }
}

/** Null where the place cannot be read. */
function scan(tables: StoreTables, table: string, after: number, limit: number) {
  for (const count of limit > 1 ? [limit, 1] : [1]) {
    try {
      return tables.scan(table, after, count);
    } catch {
      // Fewer may be readable.
    }
  }
  return null;
}
