/**
 * How many questions a second does the running service answer in a house with many documents, how long do they take, what
 * happens at twice that, and what becomes of a thousand open streams? LOAD_SECONDS (60) for each phase; BENCH_CORPUS as for
 * large-index. The load is sent from this process, on the same machine: with as many workers as cores it takes its share from them.
 */
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import { startFakeOpenAiService } from '../tests/support/fake-openai-service.ts';
import { readPromptOf } from '../tests/support/writers/prompt-evidence.ts';
import { STYLES } from '../tests/support/writers/render-reply.ts';
import { writeHonestly } from '../tests/support/writers/write-honestly.ts';
import { loadBenchCorpus } from './clause-index/bench-corpus.ts';
import { publishLargeIndex } from './clause-index/large-index.ts';
import { holdStreams } from './load/hold-streams.ts';
import { type LoadResult, offerLoad, saturate } from './load/offer-load.ts';
import { type Memory, type ServedProgram, serveProgram } from './load/served-program.ts';
import { percentile } from './quality/intervals.ts';
import { readQualityCases } from './quality/quality-case.ts';
import { renderTable } from './quality/render-table.ts';

const SECONDS = Number(process.env['LOAD_SECONDS'] ?? 60);
const CORPUS_QUESTIONS = 180;
const STREAMS = 1000;
/** Share of the capacity at which the service is expected to be run. */
const USUAL_SHARE = 0.7;
/** Share of the capacity at which streams are opened. */
const OPENING_SHARE = 0.3;
const REST_MS = 15_000;

const corpus = await loadBenchCorpus();
const dev = await readQualityCases(fileURLToPath(new URL('../tests/quality/dev.jsonl', import.meta.url)));
const devQuestions = dev.map(({ turns }) => turns[0]!);
const questions = [...devQuestions, ...corpus.queries.slice(0, CORPUS_QUESTIONS).map(({ text }) => text)];
const dataDir = await mkdtemp(path.join(tmpdir(), 'tiaowen-load-'));
try {
  const large = await publishLargeIndex(dataDir, corpus);
  process.stdout.write(
    `${large.documents} documents, ${large.clauses} clauses: the seeds and ${corpus.description}\n`,
  );
  const one = await measureLoad(1);
  const rows = [...one.rows, ...(await measureLoad(2)).rows];
  process.stdout.write(
    `\n${renderTable(
      [
        'workers',
        'offered/s',
        'answered/s',
        'p50 ms',
        'p99 ms',
        '503',
        '503 p99 ms',
        'other',
        'MiB at rest',
        'most',
      ],
      rows,
    )}\n`,
  );
  await measureStreams(OPENING_SHARE * one.capacity);
} finally {
  await rm(dataDir, { recursive: true, force: true });
}

async function measureLoad(
  workers: number,
): Promise<{ readonly rows: string[][]; readonly capacity: number }> {
  const program = await serveProgram({ DATA_DIR: dataDir, WORKERS: String(workers) });
  try {
    const send = sender(program);
    const connections = 8 * workers;
    await saturate(send, { connections, seconds: SECONDS / 6 });
    const full = await saturate(send, { connections, seconds: SECONDS / 3 });
    const capacity = full.latencies.length / full.seconds;
    const rows = [row(workers, `${connections} connections`, full, await restOf(program))];
    for (const share of [USUAL_SHARE, 2]) {
      const rest = await restOf(program);
      const rate = share * capacity;
      rows.push(
        row(
          workers,
          rate.toFixed(0),
          await offerLoad(send, { rate, seconds: SECONDS }),
          rest,
          await program.memory(),
        ),
      );
    }
    return { rows, capacity };
  } finally {
    await program.stop();
  }
}

function sender({ url }: ServedProgram): (index: number) => Promise<Response> {
  return (index) =>
    fetch(`${url}/api/chat`, {
      method: 'POST',
      headers: { 'Content-Type': 'application/json' },
      body: JSON.stringify({ message: questions[index % questions.length]! }),
    });
}

async function restOf(program: ServedProgram): Promise<Memory> {
  await pause(Math.min(REST_MS, SECONDS * 100));
  return await program.memory();
}

function row(workers: number, offered: string, result: LoadResult, rest: Memory, after?: Memory): string[] {
  const { byStatus, latencies, refusalLatencies, seconds, sent, withoutRetryAfter } = result;
  const turnedAway = byStatus.get(503) ?? 0;
  const other = sent - latencies.length - turnedAway;
  const ms = (values: readonly number[], share: number) =>
    (percentile(values, share) ?? Number.NaN).toFixed(0);
  return [
    String(workers),
    offered,
    (latencies.length / seconds).toFixed(1),
    ms(latencies, 0.5),
    ms(latencies, 0.99),
    withoutRetryAfter > 0 ? `${turnedAway}, ${withoutRetryAfter} without Retry-After` : String(turnedAway),
    turnedAway > 0 ? ms(refusalLatencies, 0.99) : '–',
    String(other),
    String(rest.resident),
    after ? String(after.resident) : '–',
  ];
}

async function measureStreams(rate: number): Promise<void> {
  let release = () => {};
  let released = Promise.resolve();
  const service = await startFakeOpenAiService({
    reply: async ({ body }) => {
      await released;
      const text = STYLES['json']!(writeHonestly(readPromptOf(body.messages)));
      return { kind: 'text', text, delayMs: 5, chunkSize: 4 };
    },
  });
  const program = await serveProgram({
    DATA_DIR: dataDir,
    CHAT_MODEL: 'fake-model',
    OPENAI_BASE_URL: service.baseUrl,
    MODEL_CONCURRENCY: String(STREAMS),
    MODEL_TIMEOUT_SECONDS: '600',
    ANSWER_TIMEOUT_SECONDS: '600',
  });
  try {
    const ask = (message: string, use: number, signal: AbortSignal | null) =>
      fetch(`${program.url}/api/chat`, {
        method: 'POST',
        headers: { 'Content-Type': 'application/json', Accept: 'text/event-stream' },
        // Another day for each use, so that what was written for an earlier one does not serve.
        body: JSON.stringify({ message, filters: { asOf: dayAfter(use) } }),
        signal,
      });
    const written: string[] = [];
    for (const message of devQuestions) {
      const text = await (await ask(message, 0, null)).text();
      if (/"mode":"model"/.test(text)) written.push(message);
    }
    process.stdout.write(
      `\n${STREAMS} streams of ${written.length} questions, opened ${rate.toFixed(0)} a second, one worker\n`,
    );
    let uses = 0;
    for (const round of [1, 2, 3]) {
      const rest = await restOf(program);
      released = new Promise((resolve) => {
        release = resolve;
      });
      let held: Memory | undefined;
      const result = await holdStreams(
        (index, signal) =>
          ask(written[index % written.length]!, 1 + Math.floor((uses + index) / written.length), signal),
        {
          count: STREAMS,
          rate,
          release,
          whileOpen: async () => {
            held = await program.memory();
          },
        },
      );
      uses += STREAMS;
      const after = await restOf(program);
      const lost = [...result.lost].map(([how, many]) => `${many} ${how}`).join(', ') || 'none';
      process.stdout.write(
        `round ${round}: ${result.open} open at once, ${result.left} left, ${result.whole} whole (${result.byModel} in the model's words), lost: ${lost}; ` +
          `MiB resident (heap) before ${show(rest)}, open ${show(held!)}, at rest ${show(after)}\n`,
      );
    }
  } finally {
    release();
    await program.stop();
    await service.close();
  }
}

function show({ resident, heap }: Memory): string {
  return `${resident} (${heap})`;
}

function dayAfter(days: number): string {
  return new Date(Date.UTC(2026, 0, 1 + days)).toISOString().slice(0, 10);
}
