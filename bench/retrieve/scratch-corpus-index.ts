import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { createEmbeddedClauseIndex } from '../../src/clause-index/adapters/embedded/embedded-clause-index.ts';
import { createEmbeddedIndexPublisher } from '../../src/clause-index/adapters/embedded/embedded-index-publisher.ts';
import type { IndexSnapshot } from '../../src/clause-index/ports/index-snapshot.ts';
import { corpusClauses, corpusDocument } from './corpus-clauses.ts';
import type { CorpusLine } from './read-lines.ts';

export interface ScratchIndex {
  readonly snapshot: IndexSnapshot;
  close(): Promise<void>;
}

/** Indexes corpus lines in a temporary folder that `close` removes. */
export async function buildScratchCorpusIndex(lines: readonly CorpusLine[]): Promise<ScratchIndex> {
  const dataDir = await mkdtemp(path.join(tmpdir(), 'tiaowen-corpus-'));
  const index = createEmbeddedClauseIndex({ dataDir });
  const removeFolder = async () => {
    await index.close();
    await rm(dataDir, { recursive: true, force: true });
  };
  try {
    await createEmbeddedIndexPublisher({ dataDir }).publish({
      documents: [corpusDocument(lines)],
      clauses: corpusClauses(lines),
      sources: new Map(),
      embedder: { id: 'none', dimension: 1, state: null },
      passages: [],
      origin: { kind: 'paths', paths: [], fingerprint: '' },
    });
    const snapshot = await index.open();
    return {
      snapshot,
      async close() {
        snapshot.release();
        await removeFolder();
      },
    };
  } catch (error) {
    await removeFolder();
    throw error;
  }
}
