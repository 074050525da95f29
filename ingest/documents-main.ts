import { randomUUID } from 'node:crypto';
import { createReadStream } from 'node:fs';
import { parseArgs } from 'node:util';
import { createEmbeddedClauseIndex } from '../src/clause-index/adapters/embedded/embedded-clause-index.ts';
import { sameEnvironment } from '../src/config/bare-environment.ts';
import { loadConfig } from '../src/config/config.ts';
import { loadEnvironmentFile } from '../src/config/env.ts';
import { openSqliteJobStore } from '../src/document-jobs/adapters/embedded/sqlite-job-store.ts';
import type { JobStore } from '../src/document-jobs/ports/job-store.ts';
import { keepUpload, safeName, uploadFolder } from '../src/document-jobs/uploads.ts';
import { workJobs } from '../src/document-jobs/work-jobs.ts';
import { type DocumentJob, isOver, type JobOrder } from '../src/domain/document-job.ts';
import { TiaowenError } from '../src/domain/errors/tiaowen-error.ts';
import { createJobRunner } from './jobs/do-job-in-process.ts';

/** `npm run documents -- list | add FILE … | publish ID | remove ID | status [JOB]`. Exit code 0: done, 1: some failed, 2: wrong arguments or a failure that is told. An entry point. */
const USAGE = `用法：npm run --silent documents -- 命令 [--json]
  list                    已收录的文件
  add 文件 … [--draft] [--replace ID]
                          加入文件；--draft 只读取不发布；--replace 替换一份已有的文件
  publish ID              发布草稿
  remove ID               删除文件
  status [作业号]          最近的作业，或某一个

服务在运行时也可以用：作业由它或本命令完成，先到先做。
`;

const SHOWN_JOBS = 50;

interface Context {
  readonly dataDir: string;
  readonly jobs: JobStore;
  readonly isDraft: boolean;
  readonly replace: string | null;
  readonly maxUploadBytes: number;
}

interface Outcome {
  readonly result: unknown;
  readonly lines: readonly string[];
  readonly isGood: boolean;
}

type Command = (args: readonly string[], ctx: Context) => Promise<Outcome | null>;

/** Null where the arguments are not right. */
const COMMANDS: Readonly<Record<string, Command>> = {
  async list(args, { dataDir }) {
    if (args.length > 0) return null;
    const index = createEmbeddedClauseIndex({ dataDir });
    try {
      const snapshot = await index.open();
      const documents = await snapshot.clauses.listDocuments('all');
      snapshot.release();
      return {
        result: documents.map(({ documentId, title, clauseCount, sourceFile }) => ({
          documentId,
          title,
          clauseCount,
          sourceFile,
        })),
        lines: documents.map(
          ({ documentId, title, clauseCount }) => `${documentId}　《${title}》　${clauseCount} 条`,
        ),
        isGood: true,
      };
    } finally {
      await index.close();
    }
  },
  async add(files, ctx) {
    if (files.length === 0 || (ctx.replace !== null && files.length > 1)) return null;
    const ordered: string[] = [];
    for (const path of files) {
      const jobId = randomUUID();
      const name = safeName(path);
      if (name === null) return null;
      const folder = uploadFolder(ctx.dataDir, jobId);
      const file = await keepUpload(folder, name, createReadStream(path), ctx.maxUploadBytes);
      const { isDraft, replace } = ctx;
      ordered.push(await order(jobId, { kind: 'add', documentId: replace, file, isDraft }, ctx));
    }
    return await finish(ordered, ctx);
  },
  async publish([documentId, ...others], ctx) {
    if (documentId === undefined || others.length > 0) return null;
    const draft = await ctx.jobs.draftOf(documentId);
    const wanted: JobOrder = { kind: 'publish', documentId, file: draft?.file ?? null, isDraft: false };
    return await finish([await order(randomUUID(), wanted, ctx)], ctx);
  },
  async remove([documentId, ...others], ctx) {
    if (documentId === undefined || others.length > 0) return null;
    const wanted: JobOrder = { kind: 'remove', documentId, file: null, isDraft: false };
    return await finish([await order(randomUUID(), wanted, ctx)], ctx);
  },
  async status([jobId, ...others], { jobs }) {
    if (others.length > 0) return null;
    const shown = jobId === undefined ? await jobs.list(SHOWN_JOBS) : [await jobs.get(jobId)];
    const known = shown.flatMap((job) => job ?? []);
    const isMissing = jobId !== undefined && known.length === 0;
    return {
      result: jobId === undefined ? known : (known[0] ?? null),
      lines: isMissing ? [`没有这个作业：${jobId}`] : known.map(describe),
      isGood: !isMissing,
    };
  },
};

async function order(jobId: string, wanted: JobOrder, { jobs }: Context): Promise<string> {
  await jobs.add(jobId, wanted, new Date());
  return jobId;
}

/** Works until all of these are over; whoever else works on the same folder may do some of them. */
async function finish(jobIds: readonly string[], { jobs, dataDir }: Context): Promise<Outcome> {
  const environment = sameEnvironment({ DATA_DIR: dataDir });
  const silent = { info: () => undefined, warn: () => undefined };
  const read = async () => (await Promise.all(jobIds.map((id) => jobs.get(id)))).flatMap((job) => job ?? []);
  await workJobs({
    jobs,
    doJob: createJobRunner(jobs, { dataDir, environment }),
    logger: silent,
    signal: new AbortController().signal,
    until: async () => (await read()).every(isOver),
  });
  const done = await read();
  return { result: done, lines: done.map(describe), isGood: done.every(({ state }) => state === 'done') };
}

const STATES = { queued: '等待', running: '进行中', done: '完成', failed: '失败' } as const;
const KINDS = { add: '加入', publish: '发布', remove: '删除' } as const;

function describe({ jobId, kind, state, documentId, file, isDraft, result, error }: DocumentJob): string {
  const name = result ? `《${result.title}》（${result.documentId}）` : (file?.name ?? documentId ?? '');
  const read = result && kind !== 'remove' ? `，${result.clauses} 条，单位 ${result.units} 处` : '';
  const warnings = (result?.warnings ?? []).map((warning) => `\n    ${warning}`).join('');
  const why = error ? `：${error.message}` : '';
  return `${STATES[state]}　${isDraft ? '草稿' : KINDS[kind]}　${name}${read}${why}　${jobId}${warnings}`;
}

function readArguments(args: readonly string[]) {
  try {
    return parseArgs({
      args: [...args],
      allowPositionals: true,
      options: {
        json: { type: 'boolean', default: false },
        draft: { type: 'boolean', default: false },
        replace: { type: 'string' },
      },
    });
  } catch {
    return null;
  }
}

async function run(args: readonly string[]): Promise<number> {
  const parsed = readArguments(args);
  const [name = '', ...rest] = parsed?.positionals ?? [];
  const command = COMMANDS[name];
  if (!parsed || !command) return misused();
  loadEnvironmentFile();
  const { dataDir, maxUploadBytes } = loadConfig().config;
  const jobs = openSqliteJobStore({ dataDir });
  try {
    const { draft: isDraft, replace = null, json } = parsed.values;
    const outcome = await command(rest, { dataDir, jobs, isDraft, replace, maxUploadBytes });
    if (outcome === null) return misused();
    const text = json ? JSON.stringify(outcome.result, null, 2) : outcome.lines.join('\n');
    process.stdout.write(`${text}\n`);
    return outcome.isGood ? 0 : 1;
  } finally {
    await jobs.close();
  }
}

function misused(): number {
  process.stderr.write(USAGE);
  return 2;
}

try {
  process.exitCode = await run(process.argv.slice(2));
} catch (error) {
  const isMissing = (error as NodeJS.ErrnoException).code === 'ENOENT';
  if (!(error instanceof TiaowenError) && !isMissing) throw error;
  process.stderr.write(
    `${isMissing ? `没有这个文件：${(error as NodeJS.ErrnoException).path}` : (error as Error).message}\n`,
  );
  process.exitCode = 2;
}
