import { resolve } from 'node:path';
import { createEmbeddedClauseIndex } from '../src/clause-index/adapters/embedded/embedded-clause-index.ts';
import { createEmbeddedIndexPublisher } from '../src/clause-index/adapters/embedded/embedded-index-publisher.ts';
import type { EmbedderProvider } from '../src/models/ports/embedder.ts';
import { fingerprintOf } from './collect-sources.ts';
import type { IngestCommand } from './command-line.ts';
import type { IngestProgress, IngestReport } from './ingest-report.ts';
import type { ReaderLimits } from './readers/process/reader-child.ts';
import { createReaderProcess } from './readers/process/reader-process.ts';
import { rebuildIndex } from './rebuild-index.ts';
import { type IngestOptions, runIngest } from './run-ingest.ts';
import { requireSamplesPlace } from './samples-place.ts';
import { SEEDS_DIR } from './seeds-dir.ts';

/** What a run changed of what is published. */
export interface IndexChange {
  readonly action: 'publish' | 'rebuild' | 'rollback';
  /** Published now. */
  readonly version: string;
  /** Paths that were read; empty for a rollback and for a rebuild from kept originals. */
  readonly paths: readonly string[];
  /** Null for a rollback. */
  readonly report: IngestReport | null;
}

export interface CommandOutcome {
  /** Null where nothing was published. */
  readonly change: IndexChange | null;
  /** Null for a rollback. */
  readonly report: IngestReport | null;
}

export interface CommandContext {
  readonly dataDir: string;
  readonly embedders: EmbedderProvider;
  /** See `SamplesPlaceOptions`. */
  readonly ownFiles: readonly string[];
  /** Absent: the defaults. */
  readonly fileLimits?: ReaderLimits;
  readonly onProgress?: (progress: IngestProgress) => void;
}

/** Runs one command; throws what `runIngest`, `rebuildIndex` and `IndexPublisher.rollback` throw, and IndexInUseError. */
export async function runCommand(
  command: Exclude<IngestCommand, { readonly kind: 'help' }>,
  ctx: CommandContext,
): Promise<CommandOutcome> {
  const publisher = createEmbeddedIndexPublisher({ dataDir: ctx.dataDir });
  const { embedders, onProgress } = ctx;
  const paths = command.kind === 'rollback' ? [] : command.paths.map((path) => resolve(path));
  switch (command.kind) {
    case 'rollback': {
      const version = await publisher.rollback();
      return { change: { action: 'rollback', version, paths, report: null }, report: null };
    }
    case 'rebuild':
      if (paths.length === 0) {
        return outcome('rebuild', paths, await rebuildFromOriginals());
      }
      return outcome('rebuild', paths, await ingest({ paths, retrain: true, anew: true }));
    case 'ingest': {
      const { add, retrain } = command;
      if (paths.length > 0) return outcome('publish', paths, await ingest({ paths, add, retrain }));
      const requireSamples = () =>
        requireSamplesPlace({ publisher, dataDir: ctx.dataDir, ownFiles: ctx.ownFiles });
      // Before the lock, which would leave its folder behind; and under it.
      await requireSamples();
      const report = await ingest({ paths: [SEEDS_DIR], add, retrain, beforeWriting: requireSamples });
      return outcome('publish', [SEEDS_DIR], report);
    }
  }

  async function rebuildFromOriginals(): Promise<IngestReport> {
    const index = createEmbeddedClauseIndex({ dataDir: ctx.dataDir });
    try {
      return await rebuildIndex({ publisher, index, embedders, onProgress });
    } finally {
      await index.close();
    }
  }

  async function ingest(
    options: Pick<IngestOptions, 'paths' | 'add' | 'retrain' | 'anew' | 'beforeWriting'>,
  ): Promise<IngestReport> {
    const isSeeds = !options.add && options.paths.length === 1 && options.paths[0] === SEEDS_DIR;
    const origin = isSeeds
      ? ({ kind: 'seeds', fingerprint: await fingerprintOf(SEEDS_DIR) } as const)
      : ({ kind: 'paths', fingerprint: '' } as const);
    const index = createEmbeddedClauseIndex({ dataDir: ctx.dataDir });
    const readerProcess = createReaderProcess(ctx.fileLimits);
    try {
      return await runIngest({ ...options, origin, index, publisher, embedders, readerProcess, onProgress });
    } finally {
      readerProcess.close();
      await index.close();
    }
  }
}

function outcome(
  action: 'publish' | 'rebuild',
  paths: readonly string[],
  report: IngestReport,
): CommandOutcome {
  const { version } = report;
  return { change: version === null ? null : { action, version, paths, report }, report };
}
