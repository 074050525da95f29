import { existsSync, statSync } from 'node:fs';
import { setImmediate, setTimeout } from 'node:timers/promises';
import { StoreError, type StoreFailure } from '../domain/errors/store-error.ts';
import { confirmDamage } from './confirm-damage.ts';
import { isMissing } from './files/files.ts';
import { hasFreeSpace } from './inspect-store-file.ts';
import { readUnmadeStore } from './read-unmade-store.ts';
import { FailedCheckError, StoreConnection } from './store-connection.ts';
import { failureOf, isCalledMalformed } from './store-failure.ts';
import type { StoreMonitor } from './store-monitor.ts';
import { type StorePaths, storePaths } from './store-paths.ts';
import type { StoreSchema } from './store-schema.ts';
import { DamagedRowError, type StoreTables } from './store-tables.ts';

/** How an adapter is told where its store lies. */
export interface StoreOptions {
  readonly dataDir: string;
  readonly monitor?: Pick<StoreMonitor, 'watch' | 'onChange'>;
}

/** Longest wait for other processes; the thread is free meanwhile. */
const MOST_WAIT_MS = 5000;
/** A damaged file is not read through at every request. */
const DAMAGED_RETRY_MS = 10_000;
/** From one look whether a read-only disk may be written again to the next. */
const REOPEN_MS = 5000;
/** A store that worked a moment ago is not probed again. */
const PROBE_MS = 1000;
/** Changes of one transaction, so that none holds other processes up for long. */
const MOST_TOGETHER = 64;

/** A change that waits to be written, and who waits for it. */
interface Change {
  readonly work: (tables: StoreTables) => unknown;
  resolve(result: unknown): void;
  reject(error: unknown): void;
}

/**
 * A store in `<dataDir>/stores/<name>.sqlite`, which several processes may use at once. It is opened at its first use and made when something is first kept. Whatever
 * keeps it from being read or written is thrown as StoreError; the next use tries again, so that it works again as soon as it can. Work
 * may be run more than once before its result counts: it only reads and writes tables. Changes that come in one turn of the event loop,
 * or while others wait for another process, are written in one transaction: it is the flush to the disk that costs.
 */
export class SqliteStore {
  readonly #schema: StoreSchema;
  readonly #paths: StorePaths;
  readonly #monitor: StoreOptions['monitor'];
  #connection: StoreConnection | null = null;
  #problem: StoreError | null = null;
  /** Monotonic milliseconds. */
  #retryAt = 0;
  #reopenAt = 0;
  #foundWholeAt = Number.NEGATIVE_INFINITY;
  #wroteAt = Number.NEGATIVE_INFINITY;
  #waiting: Change[] = [];
  #writing: Promise<void> | null = null;

  constructor(schema: StoreSchema, { dataDir, monitor }: StoreOptions) {
    this.#schema = schema;
    this.#paths = storePaths(dataDir, schema.name);
    this.#monitor = monitor;
    monitor?.watch(this);
  }

  get name(): string {
    return this.#schema.name;
  }

  get problem(): StoreError | null {
    return this.#problem;
  }

  /** What `work` reads and writes happens at once, for other processes too. Resolved once it is on the disk. */
  change<Result>(work: (tables: StoreTables) => Result): Promise<Result> {
    return new Promise<Result>((resolve, reject) => {
      this.#waiting.push({ work, resolve: resolve as Change['resolve'], reject });
      this.#writing ??= this.#writeWaiting();
    });
  }

  async #writeWaiting(): Promise<void> {
    await setImmediate();
    while (this.#waiting.length > 0) await this.#write(this.#waiting.splice(0, MOST_TOGETHER));
    // At once with the last look, so that nothing is left waiting.
    this.#writing = null;
  }

  async #write(changes: readonly Change[]): Promise<void> {
    try {
      const results = await this.#transact((tables) => changes.map(({ work }) => work(tables)));
      for (const [i, { resolve }] of changes.entries()) resolve(results[i]);
    } catch (error) {
      const isOfAll = error instanceof StoreError && !(error instanceof DamagedRowError);
      if (isOfAll || changes.length === 1) for (const { reject } of changes) reject(error);
      // One of them is at fault, and the others are not to suffer from it.
      else for (const change of changes) await this.#write([change]);
    }
  }

  async #transact<Result>(work: (tables: StoreTables) => Result): Promise<Result> {
    const result = await this.#attempt(() => {
      const connection = this.#open();
      if (!hasFreeSpace(this.#paths.file)) throw new StoreError(this.name, 'full');
      return connection.run('IMMEDIATE', work);
    });
    this.#wroteAt = performance.now();
    this.#tell(null);
    return result;
  }

  /** `work` sees one state. */
  read<Result>(work: (tables: StoreTables) => Result): Promise<Result> {
    return this.#attempt(() =>
      this.#isUnmade ? readUnmadeStore(this.#schema, work) : this.#open().run('DEFERRED', work),
    );
  }

  async probe(): Promise<void> {
    if (performance.now() - this.#wroteAt < PROBE_MS && this.#problem === null)
      return void (await this.read((tables) => tables.cell('SELECT 1')));
    const value = `${process.pid} ${Date.now()}`;
    const readBack = await this.change((tables) => {
      tables.put('meta', { key: 'probe', value });
      return tables.get<{ value: string }>('meta', "WHERE key = 'probe'")?.value;
    });
    if (readBack !== value) throw this.#failed('damaged', new Error('what was written was not read back'));
  }

  /** After what waits is written. May be called twice, and where nothing was opened. */
  async close(): Promise<void> {
    await this.#writing;
    this.#disconnect();
  }

  #disconnect(): void {
    this.#connection?.close();
    this.#connection = null;
  }

  /** Whoever only looks into a data folder leaves it as it was. */
  get #isUnmade(): boolean {
    if (this.#connection !== null || this.#problem !== null) return false;
    return isAbsent(this.#paths.file) && isAbsent(this.#paths.marker);
  }

  #open(): StoreConnection {
    if (this.#connection && !this.#connection.isInPlace) {
      this.#disconnect();
      // With its marker perhaps, so that nothing would tell later.
      if (!this.#schema.isExpendable && !existsSync(this.#paths.file))
        throw new StoreError(this.name, 'missing');
    }
    if (this.#connection === null && this.#problem && performance.now() < this.#retryAt) throw this.#problem;
    this.#connection ??= new StoreConnection(this.#paths, this.#schema);
    return this.#connection;
  }

  async #attempt<Result>(run: () => Result): Promise<Result> {
    const deadline = performance.now() + MOST_WAIT_MS;
    for (;;) {
      try {
        return run();
      } catch (error) {
        const failure = failureOf(error);
        if (failure === null) throw error;
        if (failure !== 'busy' || performance.now() > deadline) throw this.#failed(failure, error);
      }
      await setTimeout(1 + 15 * Math.random());
    }
  }

  #failed(seen: StoreFailure, cause: unknown): StoreError {
    if (cause === this.#problem) return cause as StoreError;
    if (cause instanceof DamagedRowError) {
      this.#monitor?.onChange(this.name, cause);
      return cause;
    }
    if (seen === 'damaged') this.#disconnect();
    const isDoubtful = cause instanceof FailedCheckError || isCalledMalformed(cause);
    const failure = isDoubtful ? this.#confirm() : seen;
    const isTold = cause instanceof StoreError && cause.reason === failure;
    const problem = isTold ? cause : new StoreError(this.name, failure, { cause });
    if (failure === 'damaged' || failure === 'missing') this.#retryAt = performance.now() + DAMAGED_RETRY_MS;
    if (this.#isReopened(failure)) this.#disconnect();
    this.#tell(problem);
    return problem;
  }

  /** What is found whole is tried again at once; where it is called malformed then too, not for a while. */
  #confirm(): StoreFailure {
    const found = confirmDamage(this.#paths);
    if (found !== null) return found;
    const now = performance.now();
    if (now < this.#foundWholeAt + DAMAGED_RETRY_MS) this.#retryAt = now + DAMAGED_RETRY_MS;
    this.#foundWholeAt = now;
    return 'io';
  }

  /** Whatever the process remembers of the file is read anew. */
  #isReopened(failure: StoreFailure): boolean {
    if (failure === 'busy' || failure === 'full') return false;
    if (failure !== 'read-only') return true;
    // SQLite opens what it may not write for reading alone, and stays with that.
    const now = performance.now();
    if (now < this.#reopenAt) return false;
    this.#reopenAt = now + REOPEN_MS;
    return true;
  }

  #tell(problem: StoreError | null): void {
    const hasChanged = problem?.reason !== this.#problem?.reason;
    this.#problem = problem;
    if (hasChanged) this.#monitor?.onChange(this.name, problem);
  }
}

/** False also where it cannot be told. */
function isAbsent(path: string): boolean {
  try {
    statSync(path);
    return false;
  } catch (error) {
    return isMissing(error);
  }
}
