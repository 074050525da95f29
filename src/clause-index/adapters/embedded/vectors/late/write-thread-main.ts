import { workerData } from 'node:worker_threads';
import { DISK_FILES } from '../../../../../storage/files/disk-files.ts';
import type { LateVectors } from '../../../../ports/vector-publisher.ts';
import { writeLateVectors } from './write-late-vectors.ts';

/** The thread that `writeBeside` starts: a graph takes minutes to build. An entry point. */
const { folder, late } = workerData as { readonly folder: string; readonly late: LateVectors };
await writeLateVectors(DISK_FILES, folder, late);
