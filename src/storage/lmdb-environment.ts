import { existsSync, mkdirSync, mkdtempSync, renameSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { type Key, open, type RootDatabase, type RootDatabaseOptions } from 'lmdb';

/**
 * An LMDB environment in `<dataDir>/<name>`, which several processes may use at once. Write with `transactionSync`: what
 * lmdb's asynchronous transactions read may be older than what another process has just written.
 */
export interface LmdbEnvironment<Value, EntryKey extends Key> {
  /** Opens, and creates where there is none, at the first use. A failure is thrown; the next use tries again. */
  use(): Promise<RootDatabase<Value, EntryKey>>;
  /** May be called twice, and where nothing was opened. */
  close(): Promise<void>;
}

export interface LmdbEnvironmentOptions {
  readonly dataDir: string;
  /** A folder name. */
  readonly name: string;
  /** Default: JSON. */
  readonly encoding?: RootDatabaseOptions['encoding'];
  readonly compression?: boolean;
}

/** Nothing is created or opened yet. */
export function lmdbEnvironment<Value, EntryKey extends Key = Key>(
  options: LmdbEnvironmentOptions,
): LmdbEnvironment<Value, EntryKey> {
  let opening: Promise<RootDatabase<Value, EntryKey>> | null = null;
  return {
    use() {
      opening ??= openEnvironment<Value, EntryKey>(options).catch((error) => {
        opening = null;
        throw error;
      });
      return opening;
    },
    async close() {
      const closing = opening;
      opening = null;
      await (await closing)?.close();
    },
  };
}

async function openEnvironment<Value, EntryKey extends Key>({
  dataDir,
  name,
  encoding = 'json',
  compression = false,
}: LmdbEnvironmentOptions): Promise<RootDatabase<Value, EntryKey>> {
  const folder = join(dataDir, name);
  const settings = { encoding, compression };
  if (!existsSync(join(folder, 'data.mdb'))) await createEnvironment(dataDir, folder, settings);
  return open({ path: folder, ...settings });
}

/** Beside its place, then renamed: processes that create one environment at the same moment break each other's. */
async function createEnvironment(
  dataDir: string,
  folder: string,
  settings: Omit<RootDatabaseOptions, 'path'>,
): Promise<void> {
  mkdirSync(dataDir, { recursive: true, mode: 0o700 });
  const draft = mkdtempSync(`${folder}-`);
  await open({ path: draft, ...settings }).close();
  try {
    renameSync(draft, folder);
  } catch {
    // Another process was quicker, and its environment is as good.
    rmSync(draft, { recursive: true });
  }
}
