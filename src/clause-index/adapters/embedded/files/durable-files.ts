import { type FileHandle, open, rename } from 'node:fs/promises';
import { basename, dirname, join } from 'node:path';
import { IndexFormatError } from '../../../../domain/errors/index-format-error.ts';
import { type FileCheck, startChecksum } from './file-check.ts';

const READ_STEP = 8 * 1024 * 1024;

/** Writes the parts one after another, flushes them to the disk and returns length and checksum. */
export async function writeDurably(path: string, parts: Iterable<Uint8Array | string>): Promise<FileCheck> {
  const checksum = startChecksum();
  const handle = await open(path, 'w');
  try {
    for (const part of parts) {
      const bytes = typeof part === 'string' ? Buffer.from(part, 'utf8') : part;
      checksum.add(bytes);
      for (let at = 0; at < bytes.length; ) {
        at += (await handle.write(bytes, at, bytes.length - at)).bytesWritten;
      }
    }
    await handle.sync();
  } finally {
    await handle.close();
  }
  return checksum.finish();
}

/** Checks and flushes a file that somebody else wrote, such as the graph that hnswlib saves by itself. */
export async function adoptDurably(path: string): Promise<FileCheck> {
  const handle = await open(path, 'r+');
  try {
    const check = await checksumOf(handle);
    await handle.sync();
    return check;
  } finally {
    await handle.close();
  }
}

/** Compares a file with what the manifest says without keeping it; throws as `readChecked` does. */
export async function verifyFile(path: string, expected: FileCheck): Promise<void> {
  const handle = await open(path, 'r');
  try {
    const found = await checksumOf(handle);
    if (found.bytes !== expected.bytes || found.sha256 !== expected.sha256) throw damaged(path, '校验和不符');
  } finally {
    await handle.close();
  }
}

async function checksumOf(handle: FileHandle): Promise<FileCheck> {
  const checksum = startChecksum();
  const step = Buffer.allocUnsafe(READ_STEP);
  for (;;) {
    const { bytesRead } = await handle.read(step, 0, step.length);
    if (bytesRead === 0) return checksum.finish();
    checksum.add(step.subarray(0, bytesRead));
  }
}

/**
 * Reads a whole file into memory of its own (so that typed arrays may lie over it) and compares it with what the
 * manifest says. Throws IndexFormatError on a difference and the plain ENOENT when the file is gone.
 */
export async function readChecked(path: string, expected: FileCheck): Promise<Uint8Array<ArrayBuffer>> {
  const handle = await open(path, 'r');
  try {
    const { size } = await handle.stat();
    if (size !== expected.bytes) throw damaged(path, `应为 ${expected.bytes} 字节，实为 ${size} 字节`);
    const bytes = new Uint8Array(new ArrayBuffer(size));
    const checksum = startChecksum();
    for (let at = 0; at < size; ) {
      const { bytesRead } = await handle.read(bytes, at, Math.min(READ_STEP, size - at));
      if (bytesRead === 0) throw damaged(path, '文件被截断');
      checksum.add(bytes.subarray(at, at + bytesRead));
      at += bytesRead;
    }
    if (checksum.finish().sha256 !== expected.sha256) throw damaged(path, '校验和不符');
    return bytes;
  } finally {
    await handle.close();
  }
}

/** Replaces `path` in one step: a reader sees the old content or the new, never a part, also after a power cut. One writer at a time. */
export async function replaceDurably(path: string, content: string): Promise<void> {
  const temporary = join(dirname(path), `.${basename(path)}.tmp`);
  await writeDurably(temporary, [content]);
  await rename(temporary, path);
  await syncFolder(dirname(path));
}

/** Makes the folder's entries (creations, renames) survive a power cut. */
export async function syncFolder(path: string): Promise<void> {
  // @NOTE Windows cannot open a folder for syncing; its renames are journalled.
  if (process.platform === 'win32') return;
  const handle = await open(path, 'r');
  try {
    await handle.sync();
  } finally {
    await handle.close();
  }
}

function damaged(path: string, why: string): IndexFormatError {
  return new IndexFormatError(`索引文件 ${path} 已损坏（${why}）。请运行 npm run ingest 重新生成索引。`);
}
