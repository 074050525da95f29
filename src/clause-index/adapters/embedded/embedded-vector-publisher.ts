import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { IndexLockedError } from '../../../domain/errors/index-locked-error.ts';
import { type Files, isMissing } from '../../../storage/files/files.ts';
import type { LateVectors, VectorPublisher } from '../../ports/vector-publisher.ts';
import { type IndexLayout, locateIndex } from './index-layout.ts';
import { takeWriterLock } from './locking/writer-lock.ts';
import { LATE_FOLDER, QUESTIONS_FOLDER } from './vectors/late/late-manifest.ts';
import { writeBeside } from './vectors/late/write-beside.ts';

/** What is being written; beside the generations, so that whoever publishes meanwhile does not take it for one. */
const WORK_FOLDER = 'late-vectors-';
const RETRY_MS = 500;

/** Adds vectors to generations below `dataDir`. The writer's lock is held only while they are put in their place. */
export function createEmbeddedVectorPublisher(options: {
  readonly dataDir: string;
  /** Replaces the real file system; for tests. */
  readonly files?: Files;
}): VectorPublisher {
  const layout = locateIndex(options.dataDir, options.files);
  const { files } = layout;
  const add = async (version: string, late: LateVectors, folder: string): Promise<boolean> => {
    const generation = join(layout.generations, version);
    const work = join(layout.folder, `${WORK_FOLDER}${process.pid}`);
    await removeLeftovers(files, layout.folder);
    try {
      await files.createFolder(layout.folder);
      await writeBeside(files, work, late);
      const lock = await waitForLock(layout);
      try {
        if (!(await exists(files, generation))) return false;
        await files.remove(join(generation, folder));
        await files.rename(work, join(generation, folder));
        await files.syncFolder(generation);
        return true;
      } finally {
        await lock.release();
      }
    } finally {
      await files.remove(work);
    }
  };
  return {
    addVectors: (version, late) => add(version, late, LATE_FOLDER),
    addQuestions: (version, late) => add(version, late, QUESTIONS_FOLDER),
  };
}

/** Another writer is done in seconds. */
async function waitForLock(layout: IndexLayout): ReturnType<typeof takeWriterLock> {
  for (;;) {
    try {
      return await takeWriterLock(layout.files, layout.locks);
    } catch (error) {
      if (!(error instanceof IndexLockedError)) throw error;
      await pause(RETRY_MS);
    }
  }
}

/** Of processes that are gone, and of this one's own number, which somebody had before. */
async function removeLeftovers(files: Files, folder: string): Promise<void> {
  for (const name of await files.list(folder).catch(() => [])) {
    if (!name.startsWith(WORK_FOLDER)) continue;
    const pid = Number(name.slice(WORK_FOLDER.length));
    if (pid === process.pid || !isRunning(pid)) await files.remove(join(folder, name));
  }
}

function isRunning(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === 'EPERM';
  }
}

async function exists(files: Files, path: string): Promise<boolean> {
  try {
    await files.facts(path);
    return true;
  } catch (error) {
    if (isMissing(error)) return false;
    throw error;
  }
}
