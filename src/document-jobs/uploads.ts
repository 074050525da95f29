import { createHash } from 'node:crypto';
import { mkdir, open, rename, rm } from 'node:fs/promises';
import { join } from 'node:path';
import type { UploadedFile } from '../domain/document-job.ts';
import { PRIVATE_FILE, PRIVATE_FOLDER } from '../storage/files/files.ts';

/** Longest base name, bytes of UTF-8: file systems take 255 with what is put behind it. */
const LONGEST_NAME = 200;
const PART = '.part';

/** Where the files of jobs lie: each in a folder of its job's name. */
export function uploadsFolder(dataDir: string): string {
  return join(dataDir, 'uploads');
}

export function uploadFolder(dataDir: string, jobId: string): string {
  return join(uploadsFolder(dataDir), jobId);
}

/**
 * The base name of a name that somebody sent, without what a file system or a terminal could take amiss; null where nothing is left of
 * it. `../a/方案.docx` is 方案.docx.
 */
export function safeName(sent: string): string | null {
  const base = sent.split(/[/\\]/u).at(-1)!;
  const plain = base
    .normalize('NFC')
    .replace(/[\p{Cc}\p{Cf}<>:"|?*]/gu, '')
    .replace(/^[.\s]+|[.\s]+$/gu, '');
  if (plain === '' || plain === 'manifest.json') return null;
  const dot = plain.lastIndexOf('.');
  const ending = dot > 0 ? plain.slice(dot) : '';
  const stem = dot > 0 ? plain.slice(0, dot) : plain;
  const room = LONGEST_NAME - Buffer.byteLength(ending);
  if (room < 1) return null;
  return cutBytes(stem, room) + ending;
}

function cutBytes(text: string, most: number): string {
  let bytes = 0;
  let kept = '';
  for (const character of text) {
    bytes += Buffer.byteLength(character);
    if (bytes > most) break;
    kept += character;
  }
  return kept;
}

/** A file is longer than it may be. */
export class UploadTooLargeError extends Error {}

/**
 * Writes what is sent to the folder of a job, through to the disk. Nothing is left of it where `chunks` fail, or give more than `mostBytes`
 * (UploadTooLargeError).
 */
export async function keepUpload(
  folder: string,
  name: string,
  chunks: AsyncIterable<Uint8Array>,
  mostBytes: number,
): Promise<UploadedFile> {
  await mkdir(folder, { recursive: true, mode: PRIVATE_FOLDER });
  const path = join(folder, name);
  try {
    const hash = createHash('sha256');
    let bytes = 0;
    const file = await open(`${path}${PART}`, 'wx', PRIVATE_FILE);
    try {
      // By hand: leaving a loop would close what is read from, and with it the way to answer.
      const reading = chunks[Symbol.asyncIterator]();
      for (let next = await reading.next(); !next.done; next = await reading.next()) {
        const chunk = next.value;
        bytes += chunk.byteLength;
        if (bytes > mostBytes) throw new UploadTooLargeError();
        hash.update(chunk);
        await file.write(chunk);
      }
      await file.sync();
    } finally {
      await file.close();
    }
    await rename(`${path}${PART}`, path);
    await syncFolder(folder);
    return { name, bytes, hash: hash.digest('hex') };
  } catch (error) {
    await rm(folder, { recursive: true, force: true });
    throw error;
  }
}

async function syncFolder(folder: string): Promise<void> {
  const handle = await open(folder, 'r');
  try {
    await handle.sync();
  } finally {
    await handle.close();
  }
}
