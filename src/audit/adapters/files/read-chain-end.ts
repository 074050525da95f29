import { join } from 'node:path';
import type { Files, OpenFile } from '../../../storage/files/files.ts';
import { withFile } from '../../../storage/files/whole-files.ts';
import type { AuditKeys } from '../../audit-keys.ts';
import { type AuditFile, listAuditFiles } from './audit-files.ts';
import { readLine, sha256, type TornBytes } from './audit-line.ts';

/** Where a writer's chain goes on. */
export interface ChainEnd {
  /** The newest file; null where there is none. */
  readonly file: AuditFile | null;
  /** Its length. */
  readonly size: number;
  /** Whether it holds a whole line. */
  readonly isBegun: boolean;
  /** Whether it ends within a line. */
  readonly needsBreak: boolean;
  /** What stands after its last whole line. */
  readonly torn: TornBytes | null;
  /** Of the last whole line, which stands in `hashFile`. */
  readonly hash: string | null;
  readonly hashFile: string | null;
}

const FIRST_STEP = 64 * 1024;
const LINE_BREAK = 0x0a;

/** Reads the newest file of a writer from its end. */
export async function readChainEnd(
  disk: Files,
  folder: string,
  writer: string,
  keys: AuditKeys,
): Promise<ChainEnd> {
  const files = (await listAuditFiles(folder, disk)).filter((file) => file.writer === writer).reverse();
  const [newest] = files;
  if (!newest) {
    return { file: null, size: 0, isBegun: false, needsBreak: false, torn: null, hash: null, hashFile: null };
  }
  const end = await readFileEnd(disk, join(folder, newest.name), keys);
  const { size, needsBreak, torn } = end;
  const found = { file: newest, size, isBegun: end.hash !== null, needsBreak, torn };
  if (end.hash !== null) return { ...found, hash: end.hash, hashFile: newest.name };
  // Torn within its first line: the chain stands in a file before.
  for (const { name } of files.slice(1)) {
    const { hash } = await readFileEnd(disk, join(folder, name), keys);
    if (hash !== null) return { ...found, hash, hashFile: name };
  }
  return { ...found, hash: null, hashFile: null };
}

type FileEnd = Pick<ChainEnd, 'size' | 'needsBreak' | 'torn' | 'hash'>;

async function readFileEnd(disk: Files, path: string, keys: AuditKeys): Promise<FileEnd> {
  return await withFile(disk.open(path, 'read'), async (file) => {
    const size = await file.size();
    for (let length = FIRST_STEP; ; length *= 4) {
      const end = await readLast(file, size, Math.min(length, size), keys);
      if (end.hash !== null || length >= size) return end;
    }
  });
}

/** Looks for the last whole line among the last `length` bytes. */
async function readLast(file: OpenFile, size: number, length: number, keys: AuditKeys): Promise<FileEnd> {
  const bytes = Buffer.alloc(length);
  for (let at = 0; at < length; ) {
    const read = await file.read(bytes.subarray(at), size - length + at);
    if (read === 0) throw new Error('the file became shorter while it was read');
    at += read;
  }
  const needsBreak = length > 0 && bytes.at(-1) !== LINE_BREAK;
  let to = needsBreak ? length : length - 1;
  while (to > 0) {
    const from = bytes.lastIndexOf(LINE_BREAK, to - 1) + 1;
    const line = bytes.subarray(from, to);
    if (readLine(line, keys)) {
      const rest = bytes.subarray(to + 1);
      return { size, needsBreak, torn: describeTorn(rest), hash: sha256(line) };
    }
    to = from - 1;
  }
  return { size, needsBreak, torn: describeTorn(bytes), hash: null };
}

function describeTorn(bytes: Buffer): TornBytes | null {
  return bytes.length === 0 ? null : { bytes: bytes.length, sha256: sha256(bytes) };
}
