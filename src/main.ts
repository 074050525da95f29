import { setTimeout } from 'node:timers/promises';
import { showSeedIndex } from '../ingest/show-seed-index.ts';
import { type AppContext, createAppContext } from './app-context.ts';
import { type Config, loadConfig } from './config/config.ts';
import { loadEnvironmentFile } from './config/env.ts';
import { createHttpApp } from './delivery/http/create-http-app.ts';
import { type HttpServer, startHttpServer } from './delivery/http/start-http-server.ts';
import { TiaowenError } from './domain/errors/tiaowen-error.ts';
import { expiringRecords } from './retention/expiring-records.ts';
import { startSweeping } from './retention/start-sweeping.ts';

/** Open answers may take this long after a stop signal. */
const GRACE_MS = 10_000;
/** After SIGTERM `/readyz` fails this long before connections are refused, so that a balancer can see it. */
const NOTICE_MS = 1000;

try {
  await run();
} catch (error) {
  // Expected failures speak for themselves; anything else shows where it happened.
  process.stderr.write(`${error instanceof TiaowenError ? error.message : (error as Error).stack}\n`);
  process.exitCode = 1;
}

async function run(): Promise<void> {
  loadEnvironmentFile();
  const { config, secrets } = loadConfig();
  const stopping = new AbortController();
  const ctx = createAppContext(config, secrets, { stopping: stopping.signal });
  const sweeping = startSweeping({
    records: expiringRecords(ctx),
    logger: ctx.logger.child({ room: 'retention' }),
  });
  try {
    await showSeedIndex({ dataDir: config.dataDir, embedders: ctx.embedders });
    const server = await startHttpServer(createHttpApp(ctx), config);
    const stopped = stopOnSignal(server, ctx, stopping);
    await ctx.warmUp();
    const publicUrl = config.hasPublicUrl ? `（对外地址 ${config.publicUrl}）` : '';
    process.stdout.write(`条文已就绪：${server.url}${publicUrl}\n`);
    process.stderr.write(describeMode(config));
    await stopped;
  } finally {
    await sweeping.stop();
    await ctx.close();
  }
}

/** Resolves once a signal came and open requests are finished. A second signal ends the process at once. */
async function stopOnSignal(server: HttpServer, ctx: AppContext, stopping: AbortController): Promise<void> {
  const signal = await new Promise<NodeJS.Signals>((resolve) => {
    const stop = (signal: NodeJS.Signals) => {
      if (stopping.signal.aborted) process.exit(1);
      ctx.logger.info({ signal }, 'stopping');
      stopping.abort();
      resolve(signal);
    };
    process.on('SIGTERM', stop).on('SIGINT', stop);
  });
  if (signal === 'SIGTERM') await setTimeout(NOTICE_MS);
  const { cutOff } = await server.stop({ graceMs: GRACE_MS });
  if (cutOff) ctx.logger.warn({ graceMs: GRACE_MS }, 'open requests were cut off');
}

/** What leaves the machine and what does not, in one line each. */
function describeMode({ embeddings, chat, ignoredVariables }: Config): string {
  const ignored = ignoredVariables.length > 0 ? [`本版本忽略这些变量：${ignoredVariables.join('、')}。`] : [];
  return `${[describeEmbeddings(embeddings), describeChat(chat), ...ignored].join('\n')}\n`;
}

function describeEmbeddings(embeddings: Config['embeddings']): string {
  switch (embeddings.kind) {
    case 'local':
      return '向量：本地计算，不联网。';
    case 'openai':
      return `向量：由模型服务计算（${embeddings.model}），文件条款和问题会发给该服务。`;
    case 'onnx':
      return `向量：由本机模型计算（${embeddings.modelDir}），不联网。`;
  }
}

function describeChat(chat: Config['chat']): string {
  if (chat === null) return '回答：未使用模型，由条文原句组成（摘录模式），不联网。';
  return `回答：由模型 ${chat.model} 组织文字，逐句核对；问题和所选条款会发给${chat.baseUrl ?? ' OpenAI'}。`;
}
