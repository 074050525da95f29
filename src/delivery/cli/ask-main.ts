import { checkDataFolder, showSeedIndex } from '../../../ingest/show-seed-index.ts';
import { createAppContext } from '../../app-context.ts';
import { loadConfig } from '../../config/config.ts';
import { loadEnvironmentFile } from '../../config/env.ts';
import { TiaowenError } from '../../domain/errors/tiaowen-error.ts';
import { createReader } from '../../models/create-reader.ts';
import { answerQuestion } from './answer-question.ts';
import { ASK_USAGE, type AskArguments, readAskArguments } from './ask-arguments.ts';

const LONGEST_READING_MS = 10_000;

/**
 * `npm run --silent ask -- "问题" [--json]`. Exit code 0: answered, a refusal included; 1: failed; 2: wrong arguments.
 * An entry point: it composes like `src/main.ts`.
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

async function ask(question: AskArguments): Promise<string> {
  loadEnvironmentFile();
  const { config, secrets } = loadConfig();
  // Someone who asks in a terminal wants the answer, not the log.
  const logLevel = config.logLevel === 'info' ? 'warn' : config.logLevel;
  await checkDataFolder(config);
  // The model is loaded for this question alone: that takes longer than a service would wait.
  const reader = createReader(config.reader, { timeoutMs: LONGEST_READING_MS });
  const ctx = createAppContext({ ...config, logLevel }, secrets, { reader });
  try {
    await showSeedIndex(config, ctx.embedders);
    return await answerQuestion(ctx, question);
  } finally {
    await ctx.close();
    await reader?.close();
  }
}
