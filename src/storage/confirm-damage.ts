import { closeSync, openSync, readSync, statSync } from 'node:fs';
import type { StoreFailure } from '../domain/errors/store-error.ts';
import { MOST_CHECKED_BYTES, StoreConnection } from './store-connection.ts';
import { failureOf } from './store-failure.ts';
import type { StorePaths } from './store-paths.ts';
import type { StoreSchema } from './store-schema.ts';

const PIECE_BYTES = 1024 * 1024;

/**
 * What a file suffers from that SQLite has called malformed: it says so, too, where the system could not read it (EIO). `io` where it cannot
 * be read, or is whole when it is read again. One too large to be read through is taken at SQLite's word. No connection of the caller may be open.
 */
export function confirmDamage(paths: StorePaths, schema: StoreSchema): StoreFailure {
  try {
    if (statSync(paths.file).size > MOST_CHECKED_BYTES) return 'damaged';
    readThrough(paths.file);
    const connection = new StoreConnection(paths, schema);
    try {
      const found = connection.run('DEFERRED', (tables) => tables.cell('PRAGMA integrity_check(1)'));
      return found === 'ok' ? 'io' : 'damaged';
    } finally {
      connection.close();
    }
  } catch (error) {
    return failureOf(error) === 'io' ? 'io' : 'damaged';
  }
}

function readThrough(path: string): void {
  const piece = Buffer.alloc(PIECE_BYTES);
  const file = openSync(path, 'r');
  try {
    while (readSync(file, piece) > 0);
  } finally {
    closeSync(file);
  }
}
