import { createEmbeddedVectorPublisher } from '../src/clause-index/adapters/embedded/embedded-vector-publisher.ts';
import type { ClauseIndex } from '../src/clause-index/ports/index-snapshot.ts';
import type { EmbedderProvider } from '../src/models/ports/embedder.ts';
import { embedLater } from './indexing/embed-later.ts';

/** A pino logger fits. */
export interface JoinVectorsLogger {
  info(fields: object, message: string): void;
  warn(fields: object, message: string): void;
}

export interface JoinVectorsOptions {
  readonly dataDir: string;
  readonly index: ClauseIndex;
  readonly embedders: EmbedderProvider;
  readonly logger: JoinVectorsLogger;
  readonly signal: AbortSignal;
}

/** A line of the log for every so much of the work. */
const SHARE_TOLD = 0.1;

/**
 * `embedLater` beside a server: told in the log, and never a reason to stop. What it does not finish goes on at the next start.
 */
export async function joinVectors(options: JoinVectorsOptions): Promise<void> {
  const { logger, dataDir } = options;
  let told = 0;
  try {
    const outcome = await embedLater({
      ...options,
      publisher: createEmbeddedVectorPublisher({ dataDir }),
      onProgress({ done, total }) {
        if (done < total && done < told) return;
        told = done + SHARE_TOLD * total;
        logger.info({ done, total }, 'computing vectors');
      },
    });
    if (outcome === 'added') logger.info({}, 'vectors added to the index');
  } catch (err) {
    logger.warn({ err }, 'vectors not computed, words alone are searched');
  }
}
