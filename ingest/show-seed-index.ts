import type { EmbedderProvider } from '../src/models/ports/embedder.ts';
import { ensureSeedIndex } from './ensure-seed-index.ts';
import { createProgressPrinter } from './print-progress.ts';
import { SEEDS_DIR } from './seeds-dir.ts';

/** `ensureSeedIndex` over the project's own seeds, with progress on stderr: stdout stays free for answers. */
export async function showSeedIndex(options: {
  readonly dataDir: string;
  readonly embedders: EmbedderProvider;
}): Promise<void> {
  const progress = createProgressPrinter(process.stderr);
  try {
    await ensureSeedIndex({ ...options, seedsDir: SEEDS_DIR, onProgress: progress.show });
  } finally {
    progress.clear();
  }
}
