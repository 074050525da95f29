import { closeSync, existsSync, openSync, readSync, statfsSync, statSync } from 'node:fs';
import { dirname } from 'node:path';
import type { StoreFailure } from '../domain/errors/store-error.ts';

const MAGIC = 'SQLite format 3\0';
const HEADER_BYTES = 100;

/** Less than this, and nothing is written: a transaction needs room for its journal besides. */
const LEAST_FREE_BYTES = 8 * 1024 * 1024;

/**
 * What can be told of a store's file without SQLite: is it there, whole, and is it one? Null where nothing speaks against opening it. A
 * file with a journal beside it may be shorter than its header says, which SQLite mends.
 */
export function inspectStoreFile(
  file: string,
  { isMade }: { readonly isMade: boolean },
): StoreFailure | null {
  if (!existsSync(file)) return isMade ? 'missing' : null;
  const { size } = statSync(file);
  if (size === 0) return isMade ? 'damaged' : null;
  const header = Buffer.alloc(HEADER_BYTES);
  const handle = openSync(file, 'r');
  try {
    if (readSync(handle, header, 0, HEADER_BYTES, 0) < HEADER_BYTES) return 'damaged';
  } finally {
    closeSync(handle);
  }
  if (header.toString('latin1', 0, MAGIC.length) !== MAGIC) return 'damaged';
  // Written with a log beside it, which is mapped into memory: not by us.
  if (header[18] !== 1 || header[19] !== 1) return 'damaged';
  const pageSize = header.readUInt16BE(16) === 1 ? 65_536 : header.readUInt16BE(16);
  const isJournaled = existsSync(`${file}-journal`) && statSync(`${file}-journal`).size > 0;
  const pages = header.readUInt32BE(28);
  return !isJournaled && size < pages * pageSize ? 'damaged' : null;
}

/** Whether the disk has room for more; true where the file system does not say. */
export function hasFreeSpace(file: string): boolean {
  try {
    const { bavail, bsize } = statfsSync(dirname(file));
    return bavail * bsize >= LEAST_FREE_BYTES;
  } catch {
    return true;
  }
}
