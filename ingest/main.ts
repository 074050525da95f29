import { loadConfig } from '../src/config/config.ts';
import { chooseEmbedder } from '../src/config/embedder-settings.ts';
import { loadEnvironmentFile } from '../src/config/env.ts';
import { applyTracingPolicy } from '../src/config/tracing.ts';
import { ModelError } from '../src/domain/errors/model-error.ts';
import { TiaowenError } from '../src/domain/errors/tiaowen-error.ts';
import { createLmdbVectorCache } from '../src/models/adapters/embedded/lmdb-vector-cache.ts';
import { createEmbedderProvider } from '../src/models/create-embedder-provider.ts';
import { INGEST_USAGE, type IngestCommand, readCommandLine } from './command-line.ts';
import { ownFilesOf } from './own-files.ts';
import { createProgressPrinter } from './print-progress.ts';
import { renderReport } from './render-report.ts';
import { type CommandOutcome, runCommand } from './run-command.ts';

/** Exit code: 0 all read, 1 some skipped, 2 nothing usable or a failure that is told. */
async function main(): Promise<number> {
  const command = readCommandLine(process.argv.slice(2));
  if (command.kind === 'help') {
    console.log(INGEST_USAGE);
    return 0;
  }
  const { change, report } = await run(command);
  if (command.json) console.log(JSON.stringify(report ?? { version: change?.version }, null, 2));
  const print = command.json ? console.error : console.log;
  print(report === null ? `已改用索引版本 ${change?.version}` : renderReport(report));
  if (report === null) return 0;
  return report.version === null ? 2 : report.skipped.length > 0 ? 1 : 0;
}

async function run(command: Exclude<IngestCommand, { readonly kind: 'help' }>): Promise<CommandOutcome> {
  loadEnvironmentFile();
  const { config, secrets } = loadConfig();
  applyTracingPolicy(config);
  const progress = createProgressPrinter(process.stderr);
  const vectorCache = createLmdbVectorCache({ dataDir: config.dataDir });
  try {
    return await runCommand(command, {
      dataDir: config.dataDir,
      embedders: createEmbedderProvider(chooseEmbedder(config, secrets), { vectorCache }),
      ownFiles: ownFilesOf(config),
      onProgress: progress.show,
    });
  } finally {
    progress.clear();
    await vectorCache.close();
  }
}

try {
  process.exitCode = await main();
} catch (error) {
  if (!(error instanceof TiaowenError)) throw error;
  console.error(error.message);
  if (error instanceof ModelError && error.reason !== 'unusable')
    console.error('此前算好的向量已保存；重新运行同一命令，从中断处继续。');
  process.exitCode = 2;
}
