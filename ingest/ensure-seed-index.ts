import { setTimeout as delay } from 'node:timers/promises';
import { createEmbeddedClauseIndex } from '../src/clause-index/adapters/embedded/embedded-clause-index.ts';
import { createEmbeddedIndexPublisher } from '../src/clause-index/adapters/embedded/embedded-index-publisher.ts';
import { IndexInUseError } from '../src/domain/errors/index-in-use-error.ts';
import { IndexLockedError } from '../src/domain/errors/index-locked-error.ts';
import type { EmbedderProvider } from '../src/models/ports/embedder.ts';
import { fingerprintOf } from './collect-sources.ts';
import type { IngestProgress, IngestReport } from './ingest-report.ts';
import { runIngest } from './run-ingest.ts';
import { inspectSamplesPlace, requireSamplesPlace } from './samples-place.ts';

export interface EnsureSeedIndexOptions {
  readonly dataDir: string;
  readonly seedsDir: string;
  readonly embedders: EmbedderProvider;
  /** Files of the settings that may lie in an empty data folder all the same; absolute. */
  readonly ownFiles?: readonly string[];
  readonly onProgress?: (progress: IngestProgress) => void;
}

const WAIT_FOR_OTHER_WRITER_MS = 60_000;

/**
 * Builds the index from the seeds where the data folder is missing, empty or marked as holding them, or when the seeds have changed since.
 * An index built from elsewhere is left alone. Returns the report of the ingestion, null where none was needed. While another process
 * builds, it waits for it. Throws what `inspectSamplesPlace` throws: nothing is built over what cannot be read.
 */
export async function ensureSeedIndex(options: EnsureSeedIndexOptions): Promise<IngestReport | null> {
  const { dataDir, ownFiles } = options;
  const publisher = createEmbeddedIndexPublisher({ dataDir });
  const deadline = Date.now() + WAIT_FOR_OTHER_WRITER_MS;
  for (;;) {
    const { kind, published } = await inspectSamplesPlace({ publisher, dataDir, ownFiles });
    if (kind === 'own') return null;
    const fingerprint = await fingerprintOf(options.seedsDir);
    if (published?.origin.fingerprint === fingerprint) return null;
    const index = createEmbeddedClauseIndex({ dataDir });
    try {
      return await runIngest({
        paths: [options.seedsDir],
        retrain: true,
        beforeWriting: () => requireSamplesPlace({ publisher, dataDir, ownFiles }),
        origin: { kind: 'seeds', fingerprint },
        index,
        publisher,
        embedders: options.embedders,
        onProgress: options.onProgress,
      });
    } catch (error) {
      // What another process published meanwhile is looked at again.
      const isBusy = error instanceof IndexLockedError || error instanceof IndexInUseError;
      if (!isBusy || Date.now() > deadline) throw error;
      await delay(500);
    } finally {
      await index.close();
    }
  }
}
