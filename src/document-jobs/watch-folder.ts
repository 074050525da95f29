import { randomUUID } from 'node:crypto';
import { createReadStream } from 'node:fs';
import { mkdir, readdir, readFile, rename, stat, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { setTimeout } from 'node:timers/promises';
import { isOver } from '../domain/document-job.ts';
import { PRIVATE_FILE, PRIVATE_FOLDER } from '../storage/files/files.ts';
import type { JobStore } from './ports/job-store.ts';
import { keepUpload, safeName, uploadFolder, uploadsFolder } from './uploads.ts';
import type { JobLogger } from './work-jobs.ts';

export interface WatchFolderOptions {
  readonly folder: string;
  readonly dataDir: string;
  readonly jobs: JobStore;
  readonly mostBytes: number;
  readonly logger: JobLogger;
  readonly signal: AbortSignal;
  readonly lookMs?: number;
}

/** A file of the folder as it was last ordered. */
interface KnownFile {
  readonly size: number;
  readonly mtimeMs: number;
  readonly jobId: string;
  /** Of the document that the file became; null until its job is done, and where it failed. */
  readonly documentId: string | null;
}

const LOOK_MS = 2000;
const MOST_DEPTH = 8;

/**
 * Orders what becomes of a folder's files: new and changed ones are added, those that went are removed. A file is taken once it has stayed the same from
 * one look to the next, and copied, so that what happens in the folder afterwards matters no more. What was ordered is kept in the data folder. A file that cannot be read is
 * a failed job, and tried again when it changes. A folder that cannot be read (a disk that is not mounted) changes nothing.
 */
export async function watchFolder(options: WatchFolderOptions): Promise<void> {
  const { folder, dataDir, logger, signal, lookMs = LOOK_MS } = options;
  const state = join(uploadsFolder(dataDir), 'watched.json');
  const known = await readKnown(state);
  let before = new Map<string, string>();
  while (!signal.aborted) {
    try {
      const found = await listFiles(folder);
      await noteDone(known, options);
      for (const [path, { size, mtimeMs }] of found) {
        const own = known.get(path);
        const isSettled = before.get(path) === `${size} ${mtimeMs}`;
        if (isSettled && (own?.size !== size || own.mtimeMs !== mtimeMs))
          await order(path, { size, mtimeMs }, known, options);
      }
      for (const [path, own] of known) if (!found.has(path)) await drop(path, own, known, options);
      await writeKnown(state, known);
      before = new Map([...found].map(([path, { size, mtimeMs }]) => [path, `${size} ${mtimeMs}`]));
    } catch (err) {
      logger.warn({ err, folder }, 'the watched folder could not be looked through');
      before = new Map();
    }
    await setTimeout(lookMs, undefined, { signal }).catch(() => undefined);
  }
}

type Facts = Pick<KnownFile, 'size' | 'mtimeMs'>;

async function order(
  path: string,
  facts: Facts,
  known: Map<string, KnownFile>,
  { folder, dataDir, jobs, mostBytes, logger }: WatchFolderOptions,
): Promise<void> {
  const own = known.get(path);
  // Its first job tells which document it is.
  if (own && own.documentId === null && !(await isJobOver(own.jobId, jobs))) return;
  const name = safeName(path);
  if (name === null || facts.size > mostBytes) {
    logger.warn({ file: path }, 'a file of the watched folder has no usable name or is too large');
    known.set(path, { ...facts, jobId: '', documentId: own?.documentId ?? null });
    return;
  }
  const jobId = randomUUID();
  const file = await keepUpload(
    uploadFolder(dataDir, jobId),
    name,
    createReadStream(join(folder, path)),
    mostBytes,
  );
  await jobs.add(
    jobId,
    { kind: 'add', documentId: own?.documentId ?? null, file, isDraft: false },
    new Date(),
  );
  known.set(path, { ...facts, jobId, documentId: own?.documentId ?? null });
}

async function drop(
  path: string,
  { documentId, jobId }: KnownFile,
  known: Map<string, KnownFile>,
  { jobs }: WatchFolderOptions,
): Promise<void> {
  if (documentId === null && !(await isJobOver(jobId, jobs))) return;
  if (documentId !== null)
    await jobs.add(randomUUID(), { kind: 'remove', documentId, file: null, isDraft: false }, new Date());
  known.delete(path);
}

/** Which documents files became. */
async function noteDone(known: Map<string, KnownFile>, { jobs }: WatchFolderOptions): Promise<void> {
  for (const [path, own] of known) {
    if (own.documentId !== null || own.jobId === '') continue;
    const job = await jobs.get(own.jobId);
    if (job?.state === 'done') known.set(path, { ...own, documentId: job.result?.documentId ?? null });
  }
}

async function isJobOver(jobId: string, jobs: JobStore): Promise<boolean> {
  const job = jobId === '' ? null : await jobs.get(jobId);
  return job === null || isOver(job);
}

/** Files by their paths in the folder, hidden ones and what lies behind links left out. */
async function listFiles(folder: string, inside = '', depth = 0): Promise<Map<string, Facts>> {
  const found = new Map<string, Facts>();
  if (depth > MOST_DEPTH) return found;
  for (const entry of await readdir(join(folder, inside), { withFileTypes: true })) {
    const path = join(inside, entry.name);
    if (entry.name.startsWith('.')) continue;
    if (entry.isDirectory())
      for (const [below, facts] of await listFiles(folder, path, depth + 1)) found.set(below, facts);
    else if (entry.isFile()) {
      const { size, mtimeMs } = await stat(join(folder, path));
      found.set(path, { size, mtimeMs });
    }
  }
  return found;
}

async function readKnown(state: string): Promise<Map<string, KnownFile>> {
  try {
    return new Map(JSON.parse(await readFile(state, 'utf8')) as [string, KnownFile][]);
  } catch {
    return new Map();
  }
}

async function writeKnown(state: string, known: ReadonlyMap<string, KnownFile>): Promise<void> {
  await mkdir(join(state, '..'), { recursive: true, mode: PRIVATE_FOLDER });
  await writeFile(`${state}.part`, JSON.stringify([...known]), { mode: PRIVATE_FILE });
  await rename(`${state}.part`, state);
}
