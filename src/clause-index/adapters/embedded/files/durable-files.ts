import { IndexFormatError } from '../../../../domain/errors/index-format-error.ts';
import type { Files, OpenFile } from '../../../../storage/files/files.ts';
import { withFile, writeAll } from '../../../../storage/files/whole-files.ts';
import { type FileCheck, startChecksum } from './file-check.ts';

const READ_STEP = 8 * 1024 * 1024;

/** Writes the parts one after another, flushes them to the disk and returns length and checksum. */
export async function writeDurably(
  files: Files,
  path: string,
  parts: Iterable<Uint8Array | string>,
): Promise<FileCheck> {
  const checksum = startChecksum();
  await withFile(files.open(path, 'replace'), async (file) => {
    for (const part of parts) {
      const bytes = typeof part === 'string' ? Buffer.from(part, 'utf8') : part;
      checksum.add(bytes);
      await writeAll(file, bytes);
    }
    await file.sync();
  });
  return checksum.finish();
}

/** Checks and flushes a file that somebody else wrote, such as the graph that hnswlib saves by itself. */
export async function adoptDurably(files: Files, path: string): Promise<FileCheck> {
  return await withFile(files.open(path, 'adopt'), async (file) => {
    const check = await checksumOf(file);
    await file.sync();
    return check;
  });
}

/** Compares a file with what the manifest says without keeping it; throws as `readChecked` does. */
export async function verifyFile(files: Files, path: string, expected: FileCheck): Promise<void> {
  const found = await withFile(files.open(path, 'read'), checksumOf);
  if (found.bytes !== expected.bytes || found.sha256 !== expected.sha256) throw damaged(path, '校验和不符');
}

async function checksumOf(file: OpenFile): Promise<FileCheck> {
  const checksum = startChecksum();
  const step = Buffer.allocUnsafe(READ_STEP);
  for (let at = 0; ; ) {
    const read = await file.read(step, at);
    if (read === 0) return checksum.finish();
    checksum.add(step.subarray(0, read));
    at += read;
  }
}

/**
 * Reads a whole file into memory of its own (so that typed arrays may lie over it) and compares it with what the
 * manifest says. Throws IndexFormatError on a difference and the plain ENOENT when the file is gone.
 */
export async function readChecked(
  files: Files,
  path: string,
  expected: FileCheck,
): Promise<Uint8Array<ArrayBuffer>> {
  return await withFile(files.open(path, 'read'), async (file) => {
    const size = await file.size();
    if (size !== expected.bytes) throw damaged(path, `应为 ${expected.bytes} 字节，实为 ${size} 字节`);
    const bytes = new Uint8Array(new ArrayBuffer(size));
    const checksum = startChecksum();
    for (let at = 0; at < size; ) {
      const read = await file.read(bytes.subarray(at, Math.min(at + READ_STEP, size)), at);
      if (read === 0) throw damaged(path, '文件被截断');
      checksum.add(bytes.subarray(at, at + read));
      at += read;
    }
    if (checksum.finish().sha256 !== expected.sha256) throw damaged(path, '校验和不符');
    return bytes;
  });
}

function damaged(path: string, why: string): IndexFormatError {
  return new IndexFormatError(`索引文件 ${path} 已损坏（${why}）。`);
}
