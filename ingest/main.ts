import { createEmbeddedClauseIndex } from '../src/clause-index/adapters/embedded/embedded-clause-index.ts';
import { createEmbeddedVectorPublisher } from '../src/clause-index/adapters/embedded/embedded-vector-publisher.ts';
import { chooseChatModel } from '../src/config/chat-settings.ts';
import { type Config, loadConfig } from '../src/config/config.ts';
import { chooseEmbedder } from '../src/config/embedder-settings.ts';
import { loadEnvironmentFile } from '../src/config/env.ts';
import type { Secrets } from '../src/config/secrets.ts';
import { applyTracingPolicy } from '../src/config/tracing.ts';
import { ModelError } from '../src/domain/errors/model-error.ts';
import { TiaowenError } from '../src/domain/errors/tiaowen-error.ts';
import { openSqliteUsageStore } from '../src/models/adapters/embedded/sqlite-usage-store.ts';
import { openSqliteVectorCache } from '../src/models/adapters/embedded/sqlite-vector-cache.ts';
import { createChatModel } from '../src/models/create-chat-model.ts';
import { createEmbedderProvider } from '../src/models/create-embedder-provider.ts';
import { maskMessages } from '../src/models/mask-messages.ts';
import type { EmbedderProvider } from '../src/models/ports/embedder.ts';
import { auditIndex } from './audit-index.ts';
import { INGEST_USAGE, type IngestCommand, readCommandLine } from './command-line.ts';
import { expandAsConfigured } from './expand-beside.ts';
import { embedLater } from './indexing/embed-later.ts';
import type { ExpansionReport } from './ingest-report.ts';
import { ownFilesOf } from './own-files.ts';
import { createProgressPrinter } from './print-progress.ts';
import { renderExpansion, renderReport } from './render-report.ts';
import { type CommandOutcome, runCommand } from './run-command.ts';

/** Exit code: 0 all read, 1 some skipped, 2 nothing usable or a failure that is told. */
async function main(): Promise<number> {
  const command = readCommandLine(process.argv.slice(2));
  if (command.kind === 'help') {
    console.log(INGEST_USAGE);
    return 0;
  }
  const { report } = await run(command);
  if (report === null) return 0;
  return report.version === null ? 2 : report.skipped.length > 0 ? 1 : 0;
}

type Command = Exclude<IngestCommand, { readonly kind: 'help' }>;

/**
 * Told before the vectors are computed: what was published can be asked from then on. Where a model is still to write questions, the JSON,
 * which has its cost, comes after that.
 */
function print({ json }: Command, { change, report }: CommandOutcome, isFinal: boolean): void {
  if (json && isFinal) console.log(JSON.stringify(report ?? { version: change?.version }, null, 2));
  const line = report === null ? `已改用索引版本 ${change?.version}` : renderReport(report);
  console[json ? 'error' : 'log'](line);
}

async function run(command: Command): Promise<CommandOutcome> {
  loadEnvironmentFile();
  const { config, secrets } = loadConfig();
  applyTracingPolicy(config);
  const progress = createProgressPrinter(process.stderr);
  const vectorCache = openSqliteVectorCache({ dataDir: config.dataDir });
  const embedders = createEmbedderProvider(chooseEmbedder(config, secrets), { vectorCache });
  try {
    const outcome = await runCommand(command, {
      dataDir: config.dataDir,
      embedders,
      ownFiles: ownFilesOf(config),
      fileLimits: config.fileLimits,
      onProgress: progress.show,
    });
    progress.clear();
    if (outcome.change !== null) await auditIndex({ config, secrets }, outcome.change);
    const expands = config.expansion !== null && outcome.change !== null && outcome.report !== null;
    print(command, outcome, !expands);
    if (outcome.change !== null && outcome.report !== null) await addVectors(config.dataDir, embedders);
    if (expands) {
      const expansion = await addQuestions(config, secrets, embedders);
      if (expansion !== null) console.error(renderExpansion(expansion));
      if (command.json)
        console.log(JSON.stringify({ ...outcome.report, ...(expansion && { expansion }) }, null, 2));
    }
    return outcome;
  } finally {
    progress.clear();
    await embedders.close();
    await vectorCache.close();
  }
}

/** Answers can be had from now on; what is broken off here goes on at the next start of the server or of this command. */
async function addVectors(dataDir: string, embedders: EmbedderProvider): Promise<void> {
  const progress = createProgressPrinter(process.stderr);
  const index = createEmbeddedClauseIndex({ dataDir });
  const publisher = createEmbeddedVectorPublisher({ dataDir });
  const show = (place: { done: number; total: number }) => progress.show({ stage: 'embedding', ...place });
  try {
    await embedLater({ index, publisher, embedders, onProgress: show });
  } finally {
    progress.clear();
    await index.close();
  }
}

/** As `addVectors`, of questions that a model writes; what it does not come to is told. */
async function addQuestions(
  config: Config,
  secrets: Secrets,
  embedders: EmbedderProvider,
): Promise<ExpansionReport | null> {
  const settings = chooseChatModel(config, secrets);
  if (settings === null) return null;
  const { dataDir } = config;
  const progress = createProgressPrinter(process.stderr);
  const index = createEmbeddedClauseIndex({ dataDir });
  const isCounted = (settings.dailyTokens ?? settings.dailyTokensPerKey) !== null;
  const usage = isCounted ? openSqliteUsageStore({ dataDir }) : undefined;
  const model = maskMessages(createChatModel(settings, { ...(usage && { usage }) }));
  const onProgress = (place: { done: number; total: number }) =>
    progress.show({ stage: 'expanding', ...place });
  try {
    return await expandAsConfigured({ config, index, embedders, model, onProgress });
  } finally {
    progress.clear();
    await index.close();
    await usage?.close();
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
