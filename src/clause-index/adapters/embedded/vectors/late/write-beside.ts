import { once } from 'node:events';
import { Worker } from 'node:worker_threads';
import type { Files } from '../../../../../storage/files/files.ts';
import type { LateVectors } from '../../../../ports/vector-publisher.ts';
import { EXACT_SEARCH_LIMIT } from '../embedded-vector-index.ts';
import { writeLateVectors } from './write-late-vectors.ts';

const ENTRY = new URL('./start-writing.mjs', import.meta.url);

/** `writeLateVectors`, in a thread of its own where a graph is to be built: it would hold this one up again and again. */
export async function writeBeside(disk: Files, folder: string, late: LateVectors): Promise<void> {
  if (late.clauseOf.length <= EXACT_SEARCH_LIMIT) {
    await writeLateVectors(disk, folder, late);
    return;
  }
  const worker = new Worker(ENTRY, { workerData: { folder, late }, execArgv: [] });
  // Rejects with what the thread threw.
  const [code] = (await once(worker, 'exit')) as [number];
  if (code !== 0) throw new Error(`the thread that writes vectors ended with code ${code}`);
}
