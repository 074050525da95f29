import type * as AppContextModule from '../../app-context.ts';
import { loadConfig } from '../../config/config.ts';
import { loadEnvironmentFile } from '../../config/env.ts';
import { TiaowenError } from '../../domain/errors/tiaowen-error.ts';
import { answerQuestion } from './answer-question.ts';
import { ASK_USAGE, readAskArguments } from './ask-arguments.ts';

/**
 * `npm run --silent ask -- "问题" [--json]`. Exit code 0: answered, a refusal included; 1: failed; 2: wrong arguments.
 *
 * @NOTE An entry point composes like `src/main.ts`; the modules are named at run time because rooms of `src/delivery` may
 * not import them otherwise.
 */
const args = readAskArguments(process.argv.slice(2));
if (args) {
  try {
    process.stdout.write(await ask(args));
  } catch (error) {
    process.stderr.write(`${error instanceof TiaowenError ? error.message : (error as Error).stack}\n`);
    process.exitCode = 1;
  }
} else {
  process.stderr.write(ASK_USAGE);
  process.exitCode = 2;
}

async function ask(question: NonNullable<typeof args>): Promise<string> {
  loadEnvironmentFile();
  const { config, secrets } = loadConfig();
  const { createAppContext } = await load<typeof AppContextModule>('src/app-context.ts');
  // Someone who asks in a terminal wants the answer, not the log.
  const logLevel = config.logLevel === 'info' ? 'warn' : config.logLevel;
  const ctx = createAppContext({ ...config, logLevel }, secrets);
  try {
    await buildSeedIndex(ctx);
    return await answerQuestion(ctx, question);
  } finally {
    await ctx.close();
  }
}

/** Progress goes to stderr, so that stdout holds the answer alone. */
async function buildSeedIndex({ config, embedders }: AppContextModule.AppContext): Promise<void> {
  const { ensureSeedIndex } = await load<IngestJobs>('ingest/ensure-seed-index.ts');
  const { createProgressPrinter } = await load<IngestJobs>('ingest/print-progress.ts');
  const { SEEDS_DIR } = await load<IngestJobs>('ingest/seeds-dir.ts');
  const progress = createProgressPrinter(process.stderr);
  try {
    await ensureSeedIndex({
      dataDir: config.dataDir,
      seedsDir: SEEDS_DIR,
      embedders,
      onProgress: progress.show,
    });
  } finally {
    progress.clear();
  }
}

/** What is used of ingestion. */
interface IngestJobs {
  readonly SEEDS_DIR: string;
  readonly createProgressPrinter: (stream: NodeJS.WriteStream) => {
    readonly show: (progress: never) => void;
    readonly clear: () => void;
  };
  readonly ensureSeedIndex: (options: {
    readonly dataDir: string;
    readonly seedsDir: string;
    readonly embedders: AppContextModule.AppContext['embedders'];
    readonly onProgress: (progress: never) => void;
  }) => Promise<unknown>;
}

/** Imports a module by its path from the project's root. */
function load<Module>(path: string): Promise<Module> {
  return import(new URL(`../../../${path}`, import.meta.url).href);
}
