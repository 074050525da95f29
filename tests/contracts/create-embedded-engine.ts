import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import {
  createEmbeddedClauseIndex,
  type IndexLogger,
} from '../../src/clause-index/adapters/embedded/embedded-clause-index.ts';
import { createEmbeddedIndexPublisher } from '../../src/clause-index/adapters/embedded/embedded-index-publisher.ts';
import type { EmptyEngine } from './index-fixtures.ts';

/** The embedded index in a folder of its own. */
export async function createEmbeddedEngine(
  logger?: IndexLogger,
): Promise<EmptyEngine & { readonly dataDir: string }> {
  const dataDir = await mkdtemp(join(tmpdir(), 'tiaowen-index-'));
  const index = createEmbeddedClauseIndex({ dataDir, logger });
  return {
    dataDir,
    publisher: createEmbeddedIndexPublisher({ dataDir }),
    rival: createEmbeddedIndexPublisher({ dataDir }),
    index,
    async dispose() {
      await index.close();
      await rm(dataDir, { recursive: true, force: true });
    },
  };
}
