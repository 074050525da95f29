import { createEmbeddedVectorPublisher } from '../src/clause-index/adapters/embedded/embedded-vector-publisher.ts';
import type { ClauseIndex } from '../src/clause-index/ports/index-snapshot.ts';
import type { Config } from '../src/config/config.ts';
import { openSqliteQuestionCache } from '../src/models/adapters/embedded/sqlite-question-cache.ts';
import type { ChatModel } from '../src/models/ports/chat-model.ts';
import type { EmbedderProvider } from '../src/models/ports/embedder.ts';
import { expandClauses } from './expansion/expand-clauses.ts';
import type { ExpansionReport } from './ingest-report.ts';
import type { JoinVectorsLogger } from './join-vectors.ts';

export interface ExpandOptions {
  readonly config: Pick<Config, 'dataDir' | 'expansion' | 'chat'>;
  readonly index: ClauseIndex;
  readonly embedders: EmbedderProvider;
  /** Null: nothing is done. */
  readonly model: ChatModel | null;
  readonly onProgress?: (progress: { readonly done: number; readonly total: number }) => void;
  readonly signal?: AbortSignal;
}

/** `expandClauses` as the settings say; null where it is off. Throws what that throws. */
export async function expandAsConfigured(options: ExpandOptions): Promise<ExpansionReport | null> {
  const { config, model } = options;
  if (config.expansion === null || config.chat === null || model === null) return null;
  const { dataDir } = config;
  const cache = openSqliteQuestionCache({ dataDir });
  const publisher = createEmbeddedVectorPublisher({ dataDir });
  const { maxOutputTokens } = config.chat;
  try {
    return await expandClauses({ ...options, model, cache, publisher, maxOutputTokens, ...config.expansion });
  } finally {
    await cache.close();
  }
}

/** The same beside a server: told in the log, and never a reason to stop. What it does not finish goes on at the next start. */
export async function expandBeside(
  options: ExpandOptions & { readonly logger: JoinVectorsLogger },
): Promise<void> {
  const { logger } = options;
  try {
    const report = await expandAsConfigured(options);
    if (report !== null) logger.info({ ...report }, 'questions written for clauses');
  } catch (err) {
    logger.warn({ err }, 'no questions written for clauses');
  }
}
