import { createEmbeddedIndexPublisher } from '../src/clause-index/adapters/embedded/embedded-index-publisher.ts';
import type { Config } from '../src/config/config.ts';
import type { EmbedderProvider } from '../src/models/ports/embedder.ts';
import { ensureSeedIndex } from './ensure-seed-index.ts';
import { ownFilesOf } from './own-files.ts';
import { createProgressPrinter } from './print-progress.ts';
import { inspectSamplesPlace } from './samples-place.ts';
import { SEEDS_DIR } from './seeds-dir.ts';

/** `ensureSeedIndex` over the project's own seeds, with progress on stderr: stdout stays free for answers. */
export async function showSeedIndex(config: Config, embedders: EmbedderProvider): Promise<void> {
  const { dataDir } = config;
  const progress = createProgressPrinter(process.stderr);
  try {
    await ensureSeedIndex({
      dataDir,
      seedsDir: SEEDS_DIR,
      embedders,
      ownFiles: ownFilesOf(config),
      onProgress: progress.show,
    });
  } finally {
    progress.clear();
  }
}

/**
 * Whether this data folder may be used: with an index that can be read, or with samples to be built; an empty one is marked for them. To be
 * called before any store is opened: afterwards it is not empty. Throws what `inspectSamplesPlace` throws, having changed nothing.
 */
export async function checkDataFolder(config: Config): Promise<void> {
  const { dataDir } = config;
  const publisher = createEmbeddedIndexPublisher({ dataDir });
  await inspectSamplesPlace({ publisher, dataDir, ownFiles: ownFilesOf(config) });
}
