import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { ConfigError } from '../domain/errors/config-error.ts';

/** An entry of a store as earlier versions kept it. */
export interface LmdbEntry {
  readonly key: readonly (string | number)[];
  readonly value: unknown;
}

/** Where earlier versions kept a store; there or not. */
export function lmdbFolder(dataDir: string, name: string): string {
  return join(dataDir, name);
}

export function hasLmdb(dataDir: string, name: string): boolean {
  return existsSync(join(lmdbFolder(dataDir, name), 'data.mdb'));
}

/**
 * Every entry of a store that an earlier version kept in LMDB, read and never changed. Throws ConfigError where the package that reads it
 * is not installed. Run it in a process of its own: a damaged file ends it.
 */
export async function* readLmdb(
  dataDir: string,
  name: string,
  {
    isBinary = false,
    isCompressed = false,
  }: { readonly isBinary?: boolean; readonly isCompressed?: boolean } = {},
): AsyncGenerator<LmdbEntry> {
  const { open } = await import('lmdb').catch((cause: unknown) => {
    throw new ConfigError('读取旧版数据需要 lmdb，请先运行 npm install --include=optional。', { cause });
  });
  const database = open({
    path: lmdbFolder(dataDir, name),
    encoding: isBinary ? 'binary' : 'json',
    compression: isCompressed,
    readOnly: true,
  });
  try {
    for (const { key, value } of database.getRange())
      yield { key: (Array.isArray(key) ? key : [key]) as (string | number)[], value };
  } finally {
    await database.close();
  }
}
