import { type BigIntStats, statSync } from 'node:fs';
import type { IndexLayout } from '../index-layout.ts';
import { readPointer } from './pointer-file.ts';

/** Two changes within one tick of the file system's clock look alike: a file as young as that is read again. */
const YOUNG_MS = 100;

/**
 * `readPointer`, which opens the file only where it has changed since it was read. Each call asks the file system for the file's place and
 * times, some ten microseconds: unlike its notices that misses no change, on network shares neither.
 */
export function watchPointer(layout: IndexLayout): () => Promise<string | null> {
  let read: { readonly mark: string; readonly version: string | null } | null = null;
  return async () => {
    const mark = markOf(layout.pointer);
    if (read !== null && read.mark === mark) return read.version;
    read = null;
    const version = await readPointer(layout);
    if (mark !== null) read = { mark, version };
    return version;
  };
}

/** Changes whenever the file does; null where that cannot be told. */
function markOf(path: string): string | null {
  let found: BigIntStats | undefined;
  try {
    found = statSync(path, { bigint: true, throwIfNoEntry: false });
  } catch {
    return null;
  }
  if (found === undefined) return null;
  const { dev, ino, size, mtimeNs, ctimeNs, ctimeMs } = found;
  const isYoung = Date.now() - Number(ctimeMs) < YOUNG_MS;
  return isYoung ? null : [dev, ino, size, mtimeNs, ctimeNs].join(' ');
}
