import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { ensureSeedIndex } from '../../ingest/ensure-seed-index.ts';
import { embedLater } from '../../ingest/indexing/embed-later.ts';
import { runIngest } from '../../ingest/run-ingest.ts';
import { SEEDS_DIR } from '../../ingest/seeds-dir.ts';
import { type AppContext, createAppContext } from '../../src/app-context.ts';
import { createEmbeddedIndexPublisher } from '../../src/clause-index/adapters/embedded/embedded-index-publisher.ts';
import { createEmbeddedVectorPublisher } from '../../src/clause-index/adapters/embedded/embedded-vector-publisher.ts';
import { loadConfig } from '../../src/config/config.ts';
import { createHttpApp } from '../../src/delivery/http/create-http-app.ts';
import { startHttpServer } from '../../src/delivery/http/start-http-server.ts';
import { findFreePort } from '../find-free-port.ts';
import { untilVectorsJoin } from '../until-vectors-join.ts';
import { shareModels } from './shared-models.ts';

/** A server over an index of its own, thrown away on close. */
export interface ScratchServer {
  readonly url: string;
  close(): Promise<void>;
}

const STOP_MS = 2000;

/**
 * Indexes `documents` (files or folders; the seeds when null) in a temporary DATA_DIR and serves them in this process on a
 * free port. Settings of the environment do not reach it, so that figures are the same everywhere; `environment` sets some on
 * purpose. Throws when a document cannot be read.
 */
export async function startScratchServer(
  documents: readonly string[] | null,
  environment: Readonly<Record<string, string>> = {},
): Promise<ScratchServer> {
  const dataDir = await mkdtemp(path.join(tmpdir(), 'tiaowen-eval-'));
  const removeFolder = () => rm(dataDir, { recursive: true, force: true });
  try {
    const server = await serveDataDir(dataDir, (ctx) => buildIndex(ctx, documents), environment);
    return { url: server.url, close: () => server.close().then(removeFolder) };
  } catch (error) {
    await removeFolder();
    throw error;
  }
}

/** Indexes documents as `startScratchServer` does; returns the temporary DATA_DIR, which the caller removes. */
export async function indexInScratch(documents: readonly string[] | null): Promise<string> {
  const dataDir = await mkdtemp(path.join(tmpdir(), 'tiaowen-eval-'));
  try {
    const server = await serveDataDir(dataDir, (ctx) => buildIndex(ctx, documents));
    await server.close();
    return dataDir;
  } catch (error) {
    await rm(dataDir, { recursive: true, force: true });
    throw error;
  }
}

/** Serves the index of a folder in this process on a free port, after `before` has run; `close` leaves the folder. */
export async function serveDataDir(
  dataDir: string,
  before: (ctx: AppContext) => Promise<void> = async () => {},
  environment: Readonly<Record<string, string>> = {},
): Promise<ScratchServer> {
  const port = await findFreePort();
  const { config, secrets } = loadConfig({
    ...environment,
    DATA_DIR: dataDir,
    PORT: String(port),
    LOG_LEVEL: 'warn',
  });
  const models = shareModels(config, secrets, environment);
  const ctx = createAppContext(config, secrets, { ...models, storesInThread: true });
  await before(ctx);
  const server = await startHttpServer(createHttpApp(ctx), config);
  return {
    url: server.url,
    async close() {
      await server.stop({ graceMs: STOP_MS });
      await ctx.close();
    },
  };
}

async function buildIndex(ctx: AppContext, documents: readonly string[] | null): Promise<void> {
  const { index, embedders, config } = ctx;
  const report = documents
    ? await runIngest({
        paths: documents,
        origin: { kind: 'paths', fingerprint: '' },
        index,
        publisher: createEmbeddedIndexPublisher({ dataDir: config.dataDir }),
        embedders,
      })
    : await ensureSeedIndex({ dataDir: config.dataDir, seedsDir: SEEDS_DIR, embedders });
  const skipped = report?.skipped ?? [];
  if (skipped.length > 0) {
    throw new Error(`not indexed: ${skipped.map(({ file, reason }) => `${file} (${reason})`).join(', ')}`);
  }
  const publisher = createEmbeddedVectorPublisher({ dataDir: config.dataDir });
  if ((await embedLater({ index, publisher, embedders })) === 'added') await untilVectorsJoin(index);
}
