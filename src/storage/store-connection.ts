import {
  chmodSync,
  closeSync,
  existsSync,
  mkdirSync,
  openSync,
  rmSync,
  type Stats,
  statSync,
  writeFileSync,
} from 'node:fs';
import { dirname } from 'node:path';
import { DatabaseSync, type DatabaseSyncInstance } from '@photostructure/sqlite';
import { StoreError } from '../domain/errors/store-error.ts';
import { inspectStoreFile } from './inspect-store-file.ts';
import type { StorePaths } from './store-paths.ts';
import { createStatements, SCHEMA_VERSION, type StoreSchema } from './store-schema.ts';
import { META_TABLE, type StoreTables, storeTables } from './store-tables.ts';

/** The thread is held no longer than this where another process writes; who waits on asks again. */
const BUSY_MS = 20;

/** Up to this size a file is read through when it is opened. */
export const MOST_CHECKED_BYTES = 32 * 1024 * 1024;

/**
 * Rows are overwritten when they are deleted. No memory is shared or mapped: a file cut short under a mapping kills the process. The end
 * of the journal is not flushed: a process may be killed at any moment and loses nothing that was acknowledged; a power cut may take back
 * the last change of each store, as a whole.
 */
const SETTINGS = `
  PRAGMA journal_mode = TRUNCATE;
  PRAGMA synchronous = NORMAL;
  PRAGMA mmap_size = 0;
  PRAGMA secure_delete = ON;
  PRAGMA trusted_schema = OFF;
  PRAGMA cell_size_check = ON;`;

/** What SQLite finds where it reads the file through when it is opened. It names a page too that could not be read. */
export class FailedCheckError extends StoreError {
  constructor(store: string, finding: unknown) {
    super(store, 'damaged', { cause: new Error(String(finding)) });
  }
}

/** Throws errors of SQLite. A journal that is left is taken back. */
export function openDatabase(file: string): DatabaseSyncInstance {
  const database = new DatabaseSync(file, { timeout: BUSY_MS });
  try {
    database.exec(SETTINGS);
    return database;
  } catch (error) {
    database.close();
    throw error;
  }
}

/** A store's file as this process has it open. */
export class StoreConnection {
  readonly #paths: StorePaths;
  readonly #name: string;
  readonly #database: DatabaseSyncInstance;
  readonly #tables: StoreTables;
  readonly #stats: Stats;

  /** Opens the file, and makes it where there was none. Throws StoreError where it is damaged or missing, else errors of SQLite. */
  constructor(paths: StorePaths, schema: StoreSchema) {
    this.#paths = paths;
    this.#name = schema.name;
    this.#prepareFile(schema);
    this.#database = openDatabase(paths.file);
    try {
      this.#tables = storeTables(this.#database, schema);
      if (this.#tables.cell('PRAGMA user_version') !== SCHEMA_VERSION) this.#createTables(schema);
      this.#stats = statSync(paths.file);
      if (this.#stats.size <= MOST_CHECKED_BYTES) this.#check();
      if (!existsSync(paths.marker)) writeFileSync(paths.marker, '', { mode: 0o600 });
    } catch (error) {
      this.close();
      throw error;
    }
  }

  /** False where another file, or none, has its place. */
  get isInPlace(): boolean {
    const found = statSync(this.#paths.file, { throwIfNoEntry: false });
    return found?.ino === this.#stats.ino && found.dev === this.#stats.dev;
  }

  /** What `work` reads and writes happens at once, for other processes too; where it throws nothing is written. */
  run<Result>(kind: 'DEFERRED' | 'IMMEDIATE', work: (tables: StoreTables) => Result): Result {
    this.#database.exec(`BEGIN ${kind}`);
    try {
      if (kind === 'IMMEDIATE') this.#requireWhole();
      const result = work(this.#tables);
      this.#database.exec('COMMIT');
      return result;
    } catch (error) {
      if (this.#database.isTransaction) this.#database.exec('ROLLBACK');
      throw error;
    }
  }

  close(): void {
    if (this.#database.isOpen) this.#database.close();
  }

  #check(): void {
    const finding = this.#tables.cell('PRAGMA quick_check(1)');
    if (finding !== 'ok') throw new FailedCheckError(this.#name, finding);
  }

  /** Cut short since it was opened: what is written behind the cut would hide it. */
  #requireWhole(): void {
    const pages = Number(this.#tables.cell('PRAGMA page_count'));
    const pageSize = Number(this.#tables.cell('PRAGMA page_size'));
    if (statSync(this.#paths.file).size < pages * pageSize || pages === 0)
      throw new StoreError(this.#name, 'damaged');
  }

  #prepareFile({ name, isExpendable = false }: StoreSchema): void {
    const { file, marker } = this.#paths;
    const folder = dirname(file);
    if (!existsSync(folder)) mkdirSync(folder, { recursive: true, mode: 0o700 });
    const failure = inspectStoreFile(file, { isMade: existsSync(marker) });
    if (failure !== null && !isExpendable) throw new StoreError(name, failure);
    if (failure !== null) for (const path of [file, `${file}-journal`]) rmSync(path, { force: true });
    if (existsSync(file)) return;
    closeSync(openSync(file, 'a', 0o600));
    chmodSync(file, 0o600);
  }

  #createTables(schema: StoreSchema): void {
    const found = this.#tables.cell('PRAGMA user_version');
    if (Number(found) > SCHEMA_VERSION)
      throw new StoreError(schema.name, 'damaged', {
        cause: new Error(`written by a later version: ${found}`),
      });
    const all = { ...schema, tables: { ...schema.tables, meta: META_TABLE } };
    this.#database.exec('BEGIN IMMEDIATE');
    try {
      this.#database.exec(`${createStatements(all)}; PRAGMA user_version = ${SCHEMA_VERSION}; COMMIT`);
    } catch (error) {
      if (this.#database.isTransaction) this.#database.exec('ROLLBACK');
      throw error;
    }
  }
}
