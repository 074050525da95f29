import { createEmbeddedIndexPublisher } from '../src/clause-index/adapters/embedded/embedded-index-publisher.ts';
import type { Config } from '../src/config/config.ts';
import type { EmbedderProvider } from '../src/models/ports/embedder.ts';
import { ensureSeedIndex } from './ensure-seed-index.ts';
import { ownFilesOf } from './own-files.ts';
import { createProgressPrinter } from './print-progress.ts';
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

/** Marks an empty data folder as one for the samples. To be called before any store is opened: afterwards it is not empty. */
export async function claimDataFolder(config: Config): Promise<void> {
  await createEmbeddedIndexPublisher({ dataDir: config.dataDir }).claimForSamples(ownFilesOf(config));
}
