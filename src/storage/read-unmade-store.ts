import { DatabaseSync } from '@photostructure/sqlite';
import { createStatements, type StoreSchema } from './store-schema.ts';
import { META_TABLE, type StoreTables, storeTables } from './store-tables.ts';

/** What `work` reads of a store in which nothing was ever kept: its tables, empty. Nothing is made on the disk. */
export function readUnmadeStore<Result>(schema: StoreSchema, work: (tables: StoreTables) => Result): Result {
  const database = new DatabaseSync(':memory:');
  try {
    database.exec(createStatements({ ...schema, tables: { ...schema.tables, meta: META_TABLE } }));
    return work(storeTables(database, schema));
  } finally {
    database.close();
  }
}
