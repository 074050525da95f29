import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { loadConfig } from '../../src/config/config.ts';
import { createReader } from '../../src/models/create-reader.ts';
import { createSharedEmbedders } from '../quality/shared-embedders.ts';
import { shareReadings } from '../quality/shared-reader.ts';
import { collectRows, type QuestionRow } from './question-rows.ts';
import { readMetSets, readRealSet, readTunedSets, readWrittenSets } from './training-sets.ts';

const QUALITY = fileURLToPath(new URL('../../tests/quality/', import.meta.url));

export interface CollectOptions {
  /** Folder of real people's questions that is not part of the project; see `readRealSet`. */
  readonly real: string | undefined;
  /** Whether candidates are read too. */
  readonly isRead: boolean;
}

/** Rows of every set of questions that may be trained on, by set. Tells of each set on stderr. */
export async function collectSets({ real, isRead }: CollectOptions): Promise<Map<string, QuestionRow[]>> {
  const dataDir = await mkdtemp(path.join(tmpdir(), 'tiaowen-train-'));
  const { config, secrets } = loadConfig({ DATA_DIR: dataDir, LOG_LEVEL: 'warn' });
  // Vectors are wanted with the words, not later; readings however long they take.
  const embedders = { ...createSharedEmbedders(config, secrets), joinsLater: false };
  const own = isRead ? createReader(config.reader, { timeoutMs: 60_000, mostOpen: 1000 }) : null;
  if (isRead && own === null) throw new Error('no reader: train it first, or see npm run doctor');
  const reader = own && shareReadings(own);
  const rows = new Map<string, QuestionRow[]>();
  try {
    const sets = [
      ...(await readWrittenSets(path.join(QUALITY, 'training'))),
      ...(await readMetSets(QUALITY)),
      ...(await readTunedSets(QUALITY)),
    ];
    if (real !== undefined) sets.push(await readRealSet(real, path.join(dataDir, 'real')));
    for (const { name, documents, questions } of sets) {
      const collected = await collectRows(documents, questions, { embedders, reader });
      rows.set(name, [...(rows.get(name) ?? []), ...collected]);
      process.stderr.write(`${name}: ${questions.length} questions, ${collected.length} judged\n`);
    }
    return rows;
  } finally {
    await embedders.close();
    await reader?.close();
    await rm(dataDir, { recursive: true, force: true });
  }
}
