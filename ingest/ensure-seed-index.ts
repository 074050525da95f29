import { setTimeout as delay } from 'node:timers/promises';
import { createEmbeddedClauseIndex } from '../src/clause-index/adapters/embedded/embedded-clause-index.ts';
import { createEmbeddedIndexPublisher } from '../src/clause-index/adapters/embedded/embedded-index-publisher.ts';
import { IndexLockedError } from '../src/domain/errors/index-locked-error.ts';
import type { EmbedderProvider } from '../src/models/ports/embedder.ts';
import { fingerprintOf } from './collect-sources.ts';
import type { IngestProgress, IngestReport } from './ingest-report.ts';
import { runIngest } from './run-ingest.ts';

export interface EnsureSeedIndexOptions {
  readonly dataDir: string;
  readonly seedsDir: string;
  readonly embedders: EmbedderProvider;
  readonly onProgress?: (progress: IngestProgress) => void;
}

const WAIT_FOR_OTHER_WRITER_MS = 60_000;

/**
 * Builds the index from the seeds when there is none, or when the one there was built from seeds that have changed since.
 * An index built from elsewhere is left alone. Returns the report of the ingestion, null where none was needed. While another
 * process builds, it waits for it.
 */
export async function ensureSeedIndex(options: EnsureSeedIndexOptions): Promise<IngestReport | null> {
  const publisher = createEmbeddedIndexPublisher({ dataDir: options.dataDir });
  const deadline = Date.now() + WAIT_FOR_OTHER_WRITER_MS;
  for (;;) {
    const published = await publisher.describe();
    if (published && published.origin.kind !== 'seeds') return null;
    const fingerprint = await fingerprintOf(options.seedsDir);
    if (published?.origin.fingerprint === fingerprint) return null;
    const index = createEmbeddedClauseIndex({ dataDir: options.dataDir });
    try {
      return await runIngest({
        paths: [options.seedsDir],
        retrain: true,
        origin: { kind: 'seeds', fingerprint },
        index,
        publisher,
        embedders: options.embedders,
        onProgress: options.onProgress,
      });
    } catch (error) {
      if (!(error instanceof IndexLockedError) || Date.now() > deadline) throw error;
      await delay(500);
    } finally {
      await index.close();
    }
  }
}
