import { mkdir, readdir, rename, rm, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { IndexLockedError } from '../../../domain/errors/index-locked-error.ts';
import type { VectorPublisher } from '../../ports/vector-publisher.ts';
import { syncFolder } from './files/durable-files.ts';
import { isMissing } from './files/is-missing.ts';
import { locateIndex } from './index-layout.ts';
import { takeWriterLock } from './locking/writer-lock.ts';
import { LATE_FOLDER } from './vectors/late/late-manifest.ts';
import { writeBeside } from './vectors/late/write-beside.ts';

/** What is being written; beside the generations, so that whoever publishes meanwhile does not take it for one. */
const WORK_FOLDER = 'late-vectors-';
const RETRY_MS = 500;

/** Adds vectors to generations below `dataDir`. The writer's lock is held only while they are put in their place. */
export function createEmbeddedVectorPublisher(options: { readonly dataDir: string }): VectorPublisher {
  const layout = locateIndex(options.dataDir);
  return {
    async addVectors(version, late) {
      const generation = join(layout.generations, version);
      const work = join(layout.folder, `${WORK_FOLDER}${process.pid}`);
      await removeLeftovers(layout.folder);
      try {
        await mkdir(layout.folder, { recursive: true });
        await writeBeside(work, late);
        const lock = await waitForLock(layout.locks);
        try {
          if (!(await exists(generation))) return false;
          await rm(join(generation, LATE_FOLDER), { recursive: true, force: true });
          await rename(work, join(generation, LATE_FOLDER));
          await syncFolder(generation);
          return true;
        } finally {
          await lock.release();
        }
      } finally {
        await rm(work, { recursive: true, force: true });
      }
    },
  };
}

/** Another writer is done in seconds. */
async function waitForLock(locks: string): ReturnType<typeof takeWriterLock> {
  for (;;) {
    try {
      return await takeWriterLock(locks);
    } catch (error) {
      if (!(error instanceof IndexLockedError)) throw error;
      await pause(RETRY_MS);
    }
  }
}

/** Of processes that are gone, and of this one's own number, which somebody had before. */
async function removeLeftovers(folder: string): Promise<void> {
  for (const name of await readdir(folder).catch(() => [])) {
    if (!name.startsWith(WORK_FOLDER)) continue;
    const pid = Number(name.slice(WORK_FOLDER.length));
    if (pid === process.pid || !isRunning(pid))
      await rm(join(folder, name), { recursive: true, force: true });
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

async function exists(path: string): Promise<boolean> {
  try {
    await stat(path);
    return true;
  } catch (error) {
    if (isMissing(error)) return false;
    throw error;
  }
}
