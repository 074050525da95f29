import { closeSync, existsSync, openSync, readSync, statSync } from 'node:fs';
import type { StoreFailure } from '../domain/errors/store-error.ts';
import { inspectStoreFile } from './inspect-store-file.ts';
import { MOST_CHECKED_BYTES, openDatabase } from './store-connection.ts';
import { failureOf } from './store-failure.ts';
import type { StorePaths } from './store-paths.ts';

const PIECE_BYTES = 1024 * 1024;

/**
 * What a file suffers from that SQLite has called malformed: it says so, too, where the system could not read it (EIO). Null where it is
 * whole when it is read again; one too large to be read through is taken at SQLite's word. The file is neither made nor removed. No
 * connection of the caller may be open.
 */
export function confirmDamage({ file, marker }: StorePaths): StoreFailure | null {
  try {
    const { size } = statSync(file);
    if (size > MOST_CHECKED_BYTES) return 'damaged';
    const seen = inspectStoreFile(file, { isMade: existsSync(marker) });
    if (seen !== null) return seen;
    // It was about to be made.
    if (size === 0) return 'io';
    readThrough(file);
    const database = openDatabase(file);
    try {
      const finding = database.prepare('PRAGMA integrity_check(1)').get() as { integrity_check: unknown };
      return finding.integrity_check === 'ok' ? null : 'damaged';
    } finally {
      database.close();
    }
  } catch (error) {
    return failureOf(error) ?? 'damaged';
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
