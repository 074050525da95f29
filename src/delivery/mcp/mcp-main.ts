import { checkDataFolder, showSeedIndex } from '../../../ingest/show-seed-index.ts';
import { createAppContext } from '../../app-context.ts';
import { loadConfig } from '../../config/config.ts';
import { loadEnvironmentFile } from '../../config/env.ts';
import { TiaowenError } from '../../domain/errors/tiaowen-error.ts';
import { serveStdio } from './serve-stdio.ts';
import { stdioCaller } from './stdio-caller.ts';

/**
 * `npm run --silent mcp`, started by a client of the Model Context Protocol that speaks with it over stdin and stdout; everything else goes
 * to stderr. Exit code 0: the client went or a signal came; 1: it could not start. An entry point: it composes like `src/main.ts`.
 */
try {
  await run();
} catch (error) {
  process.stderr.write(`${error instanceof TiaowenError ? error.message : (error as Error).stack}\n`);
  process.exitCode = 1;
}

async function run(): Promise<void> {
  loadEnvironmentFile();
  const { config, secrets } = loadConfig();
  // Clients show stderr to people: what went wrong, not the log.
  const logLevel = config.logLevel === 'info' ? 'warn' : config.logLevel;
  const stopping = stopOnSignal();
  await checkDataFolder(config);
  const ctx = createAppContext({ ...config, logLevel }, secrets, {
    stopping,
    auditWriter: `mcp-${process.pid}`,
  });
  try {
    stdioCaller(ctx.keys, secrets.tiaowenKey);
    await showSeedIndex(config, ctx.embedders);
    const warm = ctx.warmUp().catch((err) => ctx.logger.error({ err }, 'could not warm up'));
    await serveStdio(ctx, {
      secret: secrets.tiaowenKey,
      input: process.stdin,
      output: process.stdout,
      stop: stopping,
    });
    await warm;
  } finally {
    await ctx.close();
  }
}

/** A second signal ends the process at once. */
function stopOnSignal(): AbortSignal {
  const stopping = new AbortController();
  const stop = () => {
    if (stopping.signal.aborted) process.exit(1);
    stopping.abort();
  };
  process.on('SIGTERM', stop).on('SIGINT', stop);
  return stopping.signal;
}
