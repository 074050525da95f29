import { resolve } from 'node:path';
import { parseArgs } from 'node:util';
import { createEmbeddedClauseIndex } from '../src/clause-index/adapters/embedded/embedded-clause-index.ts';
import { createEmbeddedIndexPublisher } from '../src/clause-index/adapters/embedded/embedded-index-publisher.ts';
import { loadConfig } from '../src/config/config.ts';
import { chooseEmbedder } from '../src/config/embedder-settings.ts';
import { loadEnvironmentFile } from '../src/config/env.ts';
import { applyTracingPolicy } from '../src/config/tracing.ts';
import { ModelError } from '../src/domain/errors/model-error.ts';
import { TiaowenError } from '../src/domain/errors/tiaowen-error.ts';
import { openSqliteVectorCache } from '../src/models/adapters/embedded/sqlite-vector-cache.ts';
import { createEmbedderProvider } from '../src/models/create-embedder-provider.ts';
import { fingerprintOf } from './collect-sources.ts';
import { createProgressPrinter } from './print-progress.ts';
import { renderReport } from './render-report.ts';
import { runIngest } from './run-ingest.ts';
import { SEEDS_DIR } from './seeds-dir.ts';

const USAGE = `用法：npm run ingest -- [路径 …] [--add] [--retrain] [--rollback] [--json]

  路径        文件或文件夹，默认 seeds/；索引此后只含这些路径下的文件
  --add       保留索引中已有的文件
  --retrain   重新训练本地向量；与 --add 同用时，已有文件也按当前设置重新计算向量
  --rollback  恢复上一版索引
  --json      在标准输出给出 JSON 报告
`;

/** Exit code: 0 all read, 1 some skipped, 2 nothing usable or a failure that is told. */
async function main(): Promise<number> {
  const { values, positionals } = parseArgs({
    allowPositionals: true,
    options: {
      add: { type: 'boolean', default: false },
      retrain: { type: 'boolean', default: false },
      rollback: { type: 'boolean', default: false },
      json: { type: 'boolean', default: false },
      help: { type: 'boolean', default: false },
    },
  });
  if (values.help) {
    console.log(USAGE);
    return 0;
  }
  loadEnvironmentFile();
  const { config, secrets } = loadConfig();
  applyTracingPolicy(config);
  const publisher = createEmbeddedIndexPublisher({ dataDir: config.dataDir });
  if (values.rollback) {
    const version = await publisher.rollback();
    console.log(values.json ? JSON.stringify({ version }) : `已恢复索引版本 ${version}`);
    return 0;
  }
  const paths = positionals.length > 0 ? positionals : [SEEDS_DIR];
  const isSeeds = !values.add && paths.length === 1 && resolve(paths[0]!) === SEEDS_DIR;
  const progress = createProgressPrinter(process.stderr);
  const index = createEmbeddedClauseIndex({ dataDir: config.dataDir });
  const vectorCache = openSqliteVectorCache({ dataDir: config.dataDir });
  try {
    const report = await runIngest({
      paths: paths.map((path) => resolve(path)),
      add: values.add,
      retrain: values.retrain,
      origin: isSeeds
        ? { kind: 'seeds', fingerprint: await fingerprintOf(SEEDS_DIR) }
        : { kind: 'paths', fingerprint: '' },
      index,
      publisher,
      embedders: createEmbedderProvider(chooseEmbedder(config, secrets), { vectorCache }),
      onProgress: progress.show,
    });
    progress.clear();
    if (values.json) console.log(JSON.stringify(report, null, 2));
    console[values.json ? 'error' : 'log'](renderReport(report));
    return report.version === null ? 2 : report.skipped.length > 0 ? 1 : 0;
  } finally {
    progress.clear();
    await Promise.all([index.close(), vectorCache.close()]);
  }
}

try {
  process.exitCode = await main();
} catch (error) {
  const isUsage =
    error instanceof TypeError && 'code' in error && String(error.code).startsWith('ERR_PARSE_ARGS');
  if (!(error instanceof TiaowenError) && !isUsage) throw error;
  console.error(isUsage ? `${(error as Error).message}\n\n${USAGE}` : (error as Error).message);
  if (error instanceof ModelError && error.reason !== 'unusable')
    console.error('此前算好的向量已保存；重新运行同一命令，从中断处继续。');
  process.exitCode = 2;
}
