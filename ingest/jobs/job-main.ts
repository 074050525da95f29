import { createEmbeddedClauseIndex } from '../../src/clause-index/adapters/embedded/embedded-clause-index.ts';
import { createEmbeddedIndexPublisher } from '../../src/clause-index/adapters/embedded/embedded-index-publisher.ts';
import { createEmbeddedVectorPublisher } from '../../src/clause-index/adapters/embedded/embedded-vector-publisher.ts';
import { loadConfig } from '../../src/config/config.ts';
import { chooseEmbedder } from '../../src/config/embedder-settings.ts';
import { loadEnvironmentFile } from '../../src/config/env.ts';
import { applyTracingPolicy } from '../../src/config/tracing.ts';
import type { JobResult } from '../../src/domain/document-job.ts';
import { TiaowenError } from '../../src/domain/errors/tiaowen-error.ts';
import { openSqliteVectorCache } from '../../src/models/adapters/embedded/sqlite-vector-cache.ts';
import { createEmbedderProvider } from '../../src/models/create-embedder-provider.ts';
import type { EmbedderProvider } from '../../src/models/ports/embedder.ts';
import { embedLater } from '../indexing/embed-later.ts';
import { createReaderProcess } from '../readers/process/reader-process.ts';
import { doJob, type JobToDo } from './do-job.ts';
import type { JobMessage, TellProgress } from './job-messages.ts';

/** The process of one job, which it is sent. An entry point. It ends with its parent, whose lease another one takes up. */
process.once('disconnect', () => process.exit(1));
process.once('message', (job: JobToDo) => void run(job));
send({ kind: 'progress', progress: { stage: 'reading', progress: null } });

async function run(job: JobToDo): Promise<void> {
  try {
    loadEnvironmentFile();
    const { config, secrets } = loadConfig();
    applyTracingPolicy(config);
    const { dataDir } = config;
    const vectorCache = openSqliteVectorCache({ dataDir });
    const embedders = createEmbedderProvider(chooseEmbedder(config, secrets), { vectorCache });
    const index = createEmbeddedClauseIndex({ dataDir });
    const publisher = createEmbeddedIndexPublisher({ dataDir });
    const readerProcess = createReaderProcess(config.fileLimits);
    const tell: TellProgress = (progress) => send({ kind: 'progress', progress });
    try {
      const result = await doJob(job, { dataDir, index, publisher, embedders, readerProcess, tell });
      if (result.indexVersion !== null) await addVectors(dataDir, embedders, result, tell);
      send({ kind: 'done', result });
    } finally {
      readerProcess.close();
      await embedders.close();
      await vectorCache.close();
      await index.close();
    }
  } catch (error) {
    const code = error instanceof TiaowenError ? error.code : null;
    send({ kind: 'failed', code, message: code ? (error as Error).message : String((error as Error).stack) });
  } finally {
    if (process.connected) process.disconnect();
  }
}

/** It can be asked meanwhile; what fails here goes on at the next start of the server. */
async function addVectors(
  dataDir: string,
  embedders: EmbedderProvider,
  result: JobResult,
  tell: TellProgress,
): Promise<void> {
  tell({ stage: 'embedding', progress: null, result });
  const index = createEmbeddedClauseIndex({ dataDir });
  try {
    const publisher = createEmbeddedVectorPublisher({ dataDir });
    await embedLater({
      index,
      publisher,
      embedders,
      onProgress: (progress) => tell({ stage: 'embedding', progress }),
    });
  } catch {
    // Words alone are searched until then.
  } finally {
    await index.close();
  }
}

function send(message: JobMessage): void {
  process.send?.(message);
}
