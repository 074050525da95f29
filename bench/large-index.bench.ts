/**
 * What do a search and a whole answer cost in a house with many documents, and what does a question feel while a new index
 * is taken up? The seeds stand among the lines of the corpus; the questions are those of dev.jsonl and of the corpus.
 */
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { createAppContext } from '../src/app-context.ts';
import { createEmbeddedClauseIndex } from '../src/clause-index/adapters/embedded/embedded-clause-index.ts';
import { writePointer } from '../src/clause-index/adapters/embedded/generations/pointer-file.ts';
import { locateIndex } from '../src/clause-index/adapters/embedded/index-layout.ts';
import { loadConfig } from '../src/config/config.ts';
import { UNRESTRICTED } from '../src/domain/search-scope.ts';
import { createEmbedderProvider } from '../src/models/create-embedder-provider.ts';
import { retrieveClauses } from '../src/retrieval/retrieve-clauses.ts';
import { loadBenchCorpus } from './clause-index/bench-corpus.ts';
import { type BenchRow, latencyRow, printRows, secondsRow, timeEach } from './clause-index/bench-row.ts';
import { publishLargeIndex } from './clause-index/large-index.ts';
import { askCase } from './quality/ask-case.ts';
import { percentile } from './quality/intervals.ts';
import { QualityCase, readQualityCases } from './quality/quality-case.ts';
import { serveDataDir, startScratchServer } from './quality/scratch-server.ts';

const QUERIES = 300;
const LIMIT = 60;
/** Sets of documents that a restricted caller sees: every n-th of all. */
const RESTRICTED = [2, 4, 40];
/** Questions asked around a swap, one after the other. */
const SWAP_QUESTIONS = 400;

const corpus = await loadBenchCorpus();
const dev = await readQualityCases(fileURLToPath(new URL('../tests/quality/dev.jsonl', import.meta.url)));
const questions = [
  ...dev.map(({ turns }) => turns[0]!),
  ...corpus.queries.slice(0, QUERIES - dev.length).map(({ text }) => text),
].map((message, i) => QualityCase.parse({ id: String(i), kind: 'bench', turns: [message] }));

const dataDir = await mkdtemp(path.join(tmpdir(), 'tiaowen-large-'));
const rows: BenchRow[] = [];
try {
  const large = await publishLargeIndex(dataDir, corpus);
  for (const [stage, milliseconds] of large.stages) rows.push(secondsRow(`ingest: ${stage}`, milliseconds));
  const total = [...large.stages.values()].reduce((sum, value) => sum + value, 0);
  rows.push({
    name: 'ingest: clauses a second, all stages',
    value: (large.clauses / (total / 1000)).toFixed(0),
  });
  await measureRetrieval();
  await measureRestricted();
  await measureAnswers(large.versions);
  printRows(
    `${large.documents} documents, ${large.clauses} clauses: the seeds and ${corpus.description}`,
    rows,
  );
} finally {
  await rm(dataDir, { recursive: true, force: true });
}

async function measureRetrieval(): Promise<void> {
  const index = createEmbeddedClauseIndex({ dataDir });
  const started = performance.now();
  const snapshot = await index.open();
  rows.push(secondsRow('open', performance.now() - started));
  const embedder = createEmbedderProvider({ kind: 'local' }).forIndex(
    snapshot.embedderId,
    snapshot.embedderState,
  );
  const texts = questions.map(({ turns }) => turns[0]!);
  for (const [name, parts] of [
    ['keyword search', { keyword: true, vector: false }],
    ['vector search', { keyword: false, vector: true }],
    ['whole retrieval', { keyword: true, vector: true }],
  ] as const) {
    const search = (text: string) =>
      retrieveClauses({ text }, snapshot, embedder, { scope: UNRESTRICTED, limit: LIMIT, parts });
    await timeEach(texts, search);
    rows.push(latencyRow(`${name}, ${LIMIT} hits`, await timeEach(texts, search)));
  }
  snapshot.release();
  await index.close();
}

/** The first answer to a caller with a new set of documents reads them for it; the next ones find that done. */
async function measureRestricted(): Promise<void> {
  const { config, secrets } = loadConfig({ DATA_DIR: dataDir, LOG_LEVEL: 'warn' });
  const ctx = createAppContext(config, secrets);
  try {
    await ctx.warmUp();
    const snapshot = await ctx.index.open();
    const documents = await snapshot.clauses.listDocuments('all');
    snapshot.release();
    const owner = { keyId: 'bench', endUser: null };
    for (const every of RESTRICTED) {
      const seen = documents.filter((_, i) => i % every === 0);
      const clauses = seen.reduce((sum, { clauseCount }) => sum + clauseCount, 0);
      const visibility = { documentIds: new Set(seen.map(({ documentId }) => documentId)) };
      const ask = ({ turns }: QualityCase) =>
        ctx.assistant.answer({ message: turns[0]! }, { owner, visibility });
      const before = memory();
      const [first = 0] = await timeEach(questions.slice(0, 1), ask);
      const name = `caller who sees ${seen.length} documents, ${clauses} clauses`;
      rows.push(
        { name: `${name}: first answer`, value: `${first.toFixed(0)} ms` },
        latencyRow('  next answers', await timeEach(questions, ask)),
        { name: '  memory that it takes, what was read included', value: `${memory() - before} MiB` },
      );
    }
    const ask = ({ turns }: QualityCase) =>
      ctx.assistant.answer({ message: turns[0]! }, { owner, visibility: 'all' });
    rows.push(latencyRow('caller who sees all, asked alike', await timeEach(questions, ask)));
  } finally {
    await ctx.close();
  }
}

async function measureAnswers(versions: readonly [string, string]): Promise<void> {
  const small = await startScratchServer(null);
  try {
    await timeEach(questions, (question) => askCase(small.url, question));
    rows.push(
      latencyRow(
        'answer over HTTP, seeds alone (baseline)',
        await timeEach(questions, (question) => askCase(small.url, question)),
      ),
    );
  } finally {
    await small.close();
  }
  const layout = locateIndex(dataDir);
  await writePointer(layout, versions[0]);
  const server = await serveDataDir(dataDir, (ctx) => ctx.warmUp());
  try {
    await timeEach(questions, (question) => askCase(server.url, question));
    const inside: number[] = [];
    const retrieval: number[] = [];
    const rest = await timeEach(questions, async (question) => {
      const { reply } = await askCase(server.url, question);
      if (!reply) throw new Error('no reply');
      inside.push(reply.timings.totalMs);
      retrieval.push(reply.timings.retrievalMs);
    });
    rows.push(
      latencyRow('answer over HTTP', rest),
      latencyRow('  of which inside the server', inside),
      latencyRow('  of which retrieval and scoring', retrieval),
      { name: 'memory of the process, bench and server', value: `${memory()} MiB` },
    );
    const during: number[] = [];
    let swapped = -1;
    for (let i = 0; i < SWAP_QUESTIONS && (swapped < 0 || i < swapped + 50); i++) {
      if (i === 20) await writePointer(layout, versions[1]);
      const started = performance.now();
      const { reply } = await askCase(server.url, questions[i % questions.length]!);
      during.push(performance.now() - started);
      if (swapped < 0 && reply?.indexVersion === versions[1]) swapped = i;
    }
    rows.push(
      latencyRow('answer while a new index is taken up', during.slice(20, swapped + 30)),
      { name: '  longest', value: `${Math.max(...during.slice(20)).toFixed(0)} ms` },
      {
        name: '  p99 against rest',
        value: `${((percentile(during.slice(20, swapped + 30), 0.99) ?? 0) / (percentile(rest, 0.99) ?? 1)).toFixed(1)} ×`,
      },
    );
  } finally {
    await server.close();
  }
}

/** Resident set in MiB, after a collection where the process allows one. */
function memory(): number {
  globalThis.gc?.();
  return Math.round(process.memoryUsage().rss / 2 ** 20);
}
