import { basename } from 'node:path';
import { expandBeside } from '../ingest/expand-beside.ts';
import { createJobRunner } from '../ingest/jobs/do-job-in-process.ts';
import { joinVectors } from '../ingest/join-vectors.ts';
import { checkDataFolder, showSeedIndex } from '../ingest/show-seed-index.ts';
import type { AppContext } from './app-context.ts';
import { sameEnvironment } from './config/bare-environment.ts';
import { type Config, loadConfig } from './config/config.ts';
import { loadEnvironmentFile } from './config/env.ts';
import type { Secrets } from './config/secrets.ts';
import { createConfiguredEmbedders } from './configured-models.ts';
import { watchFolder } from './document-jobs/watch-folder.ts';
import { workJobs } from './document-jobs/work-jobs.ts';
import { TiaowenError } from './domain/errors/tiaowen-error.ts';
import { createLogger } from './logging.ts';
import { openSqliteVectorCache } from './models/adapters/embedded/sqlite-vector-cache.ts';
import { missingForReader } from './models/create-reader.ts';
import { resolveEmbedder } from './models/resolve-embedder.ts';
import { serve } from './serve.ts';
import { storesToCarryOver } from './stores/carry-over.ts';
import { runWorkers } from './workers/run-workers.ts';
import { joinWorkers, type ThisWorker } from './workers/this-worker.ts';

const LOCAL_VECTORS = '向量：本地计算，不联网。';

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
  const worker = joinWorkers();
  if (!worker) await checkDataFolder(config);
  if (worker) await serveAsWorker(worker, config, secrets);
  else if (config.workers > 1) await serveWithWorkers(config, secrets);
  else {
    await serve({
      config,
      secrets,
      prepare: ({ embedders }) => showSeedIndex(config, embedders),
      background: workBeside,
      onReady: (url, problems) => tellReady(url, problems, config),
      stopRequested: signalled,
    });
  }
}

async function serveWithWorkers(config: Config, secrets: Secrets): Promise<void> {
  await buildSeedIndex(config, secrets);
  await runWorkers({
    count: config.workers,
    logger: createLogger({ config, secrets }).child({ room: 'workers' }),
    onReady: (url, problems) => tellReady(url, problems, config),
    stopRequested: signalled,
  });
}

async function buildSeedIndex(config: Config, secrets: Secrets): Promise<void> {
  const vectorCache = openSqliteVectorCache({ dataDir: config.dataDir });
  const embedders = createConfiguredEmbedders(config, secrets, vectorCache);
  try {
    await showSeedIndex(config, embedders);
  } finally {
    await embedders.close();
    await vectorCache.close();
  }
}

async function serveAsWorker(worker: ThisWorker, config: Config, secrets: Secrets): Promise<void> {
  try {
    await serve({
      config: shareOf(config),
      number: worker.number,
      secrets,
      app: { shareMetrics: worker.shareMetrics, createLimitStore: worker.createLimitStore },
      onReady: worker.tellReady,
      ...(worker.number === 1 && { background: workBeside }),
      stopRequested: () => worker.stopRequested,
    });
  } finally {
    // The channel would keep the process alive.
    if (process.connected) process.disconnect();
  }
}

/** What goes on beside the answers: vectors that are missing, and orders to change the documents. */
async function workBeside(ctx: AppContext): Promise<void> {
  await Promise.all([improveIndex(ctx), workOnDocuments(ctx)]);
}

async function workOnDocuments({ config, jobs, logger: all, stopping: signal }: AppContext): Promise<void> {
  const { dataDir, watchDir: folder, maxUploadBytes: mostBytes } = config;
  const logger = all.child({ room: 'documents' });
  const doJob = createJobRunner(jobs, { dataDir, environment: sameEnvironment({ DATA_DIR: dataDir }) });
  await Promise.all([
    workJobs({ jobs, doJob, logger, signal }),
    folder === null ? undefined : watchFolder({ folder, dataDir, jobs, mostBytes, logger, signal }),
  ]);
}

/** What the published index still lacks: vectors, then questions that a model writes, where it is to. */
async function improveIndex(context: AppContext): Promise<void> {
  await joinVectorsOf(context);
  const { config, index, embedders, chatModel: model, logger, stopping: signal } = context;
  await expandBeside({ config, index, embedders, model, logger: logger.child({ room: 'indexing' }), signal });
}

/** Vectors that the published index still lacks. */
function joinVectorsOf({ config, index, embedders, logger, stopping }: AppContext): Promise<void> {
  const { dataDir } = config;
  return joinVectors({
    dataDir,
    index,
    embedders,
    logger: logger.child({ room: 'indexing' }),
    signal: stopping,
  });
}

/** The calls of the model are dealt out among the workers. */
function shareOf(config: Config): Config {
  const { chat, workers } = config;
  if (chat === null) return config;
  return {
    ...config,
    chat: { ...chat, maxConcurrent: Math.max(1, Math.floor(chat.maxConcurrent / workers)) },
  };
}

/** Resolves once a signal came. A second signal ends the process at once. */
function signalled(): Promise<NodeJS.Signals> {
  return new Promise((resolve) => {
    let isStopping = false;
    const stop = (signal: NodeJS.Signals) => {
      if (isStopping) process.exit(1);
      isStopping = true;
      resolve(signal);
    };
    process.on('SIGTERM', stop).on('SIGINT', stop);
  });
}

function tellReady(url: string, problems: readonly string[], config: Config): void {
  const publicUrl = config.hasPublicUrl ? `（对外地址 ${config.publicUrl}）` : '';
  const workers = config.workers > 1 ? `（${config.workers} 个工作进程）` : '';
  const state = problems.length === 0 ? '条文已就绪' : '条文已启动，但有内容无法保存';
  process.stdout.write(`${state}：${url}${publicUrl}${workers}\n`);
  for (const problem of problems) process.stderr.write(`警告：${problem}\n`);
  process.stderr.write(describeMode(config));
  void tellOldData(config);
}

/** Data of an earlier version are neither read nor touched until somebody says so. */
async function tellOldData({ dataDir }: Config): Promise<void> {
  const waiting = await storesToCarryOver(dataDir).catch(() => []);
  if (waiting.length > 0)
    process.stderr.write(
      `警告：旧版数据尚未搬入（${waiting.join('、')}），暂时看不到；请运行 npm run stores -- carry-over，服务不必停。\n`,
    );
}

/** What leaves the machine and what does not, in one line each. */
function describeMode({ embeddings, reader, chat }: Config): string {
  return `${describeEmbeddings(embeddings)}\n${describeReader(reader)}\n${describeChat(chat)}\n`;
}

function describeEmbeddings(embeddings: Config['embeddings']): string {
  switch (embeddings.kind) {
    case 'local':
      return LOCAL_VECTORS;
    case 'openai':
      return `向量：由模型服务计算（${embeddings.model}），文件条款和问题会发给该服务。`;
    case 'onnx':
    case 'auto': {
      const { kind, missing } = resolveEmbedder(embeddings);
      if (kind === 'onnx') return `向量：由本机模型计算（${basename(embeddings.modelDir)}），不联网。`;
      return `${LOCAL_VECTORS}本机模型未启用：${missing}`;
    }
  }
}

function describeReader(reader: Config['reader']): string {
  if (reader.kind === 'off') return '精读：未使用，候选条款只按词语和向量判断。';
  const missing = missingForReader(reader);
  if (missing !== null) return `精读：未启用：${missing}`;
  return `精读：由本机模型判断候选条款是否作答（${basename(reader.modelDir)}），不联网。`;
}

function describeChat(chat: Config['chat']): string {
  if (chat === null) return '回答：未使用模型，由条文原句组成（摘录模式），不联网。';
  return `回答：由模型 ${chat.model} 组织文字，逐句核对；问题和所选条款会发给${chat.baseUrl ?? ' OpenAI'}。`;
}
