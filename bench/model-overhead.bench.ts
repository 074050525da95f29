/** How much time does Tiaowen add around a model's reply, beside bare LangChain with the same calls to the same service? */
import { loadavg } from 'node:os';
import { setTimeout as pause } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import { askStreamed } from './model-overhead/ask-streamed.ts';
import { createBareClient } from './model-overhead/call-bare.ts';
import { type ModelCall, startFakeModel, type Timetable } from './model-overhead/fake-model.ts';
import { percentile } from './quality/intervals.ts';
import { type QualityCase, readQualityCases } from './quality/quality-case.ts';
import { renderTable } from './quality/render-table.ts';
import { startScratchServer } from './quality/scratch-server.ts';

/** A question that a model's words answer, and the call that it leads to. */
interface Topic {
  readonly testCase: QualityCase;
  /** The call as it was made before timing. */
  readonly call: ModelCall;
  uses: number;
}

/** One timed call; milliseconds. */
interface Timing {
  readonly topic: Topic;
  /** From the request to the arrival of the call at the service. */
  readonly before: number;
  /** From the last piece that the service sent to the end. */
  readonly after: number;
  /** From the arrival of the call to the first words that were handed on; the same for what the service had sent. */
  readonly firstWords: number;
  readonly firstPiece: number;
  readonly firstStatement: number;
  /** As the caller sees it, from asking to the end. */
  readonly whole: number;
  readonly lateness: number;
}

/** What this process spent on calls, counted ones or not; milliseconds. */
interface Load {
  readonly calls: number;
  readonly elapsed: number;
  /** In which the event loop was busy. */
  readonly busy: number;
  readonly cpu: number;
}

interface Phase {
  readonly timings: Timing[];
  readonly loads: Load[];
}

const REALISTIC: Timetable = { firstDelayMs: 100, delayMs: 5, chunkSize: 4 };
const AT_ONCE: Timetable = { firstDelayMs: 0, delayMs: 0, chunkSize: 4 };
/** Far above the streams, so that no call waits for its turn. */
const MODEL_CONCURRENCY = 200;
/** Calls of one stream, each way. */
const ALONE = 20;
const STREAMS = 50;
/** Calls of all streams together, each way. */
const COUNTED = 150;
/** Between the first calls of the streams. */
const STAGGER_MS = 20;
const CHECKERS = 8;

const fake = await startFakeModel();
const server = await startScratchServer(null, {
  CHAT_MODEL: 'fake-model',
  OPENAI_API_KEY: 'fake',
  OPENAI_BASE_URL: fake.baseUrl,
  MODEL_CONCURRENCY: String(MODEL_CONCURRENCY),
});
const callBare = createBareClient(fake.baseUrl);
try {
  fake.setTimetable(AT_ONCE);
  const cases = await readQualityCases(fileURLToPath(new URL('../tests/quality/dev.jsonl', import.meta.url)));
  const topics = await findTopics(cases);
  await describeRun(topics, cases.length);
  fake.setTimetable(REALISTIC);
  report('1 stream', await runAlone(topics));
  report(`${STREAMS} streams`, await runTogether(topics));
} finally {
  await server.close();
  await fake.close();
}

/** Asks every case both ways, untimed, and keeps those that a model's words answer. Throws where a reply is not whole. */
async function findTopics(cases: readonly QualityCase[]): Promise<Topic[]> {
  const topics = new Map<string, Topic>();
  const waiting = [...cases];
  const check = async () => {
    for (let testCase = waiting.shift(); testCase; testCase = waiting.shift()) {
      const { answer } = await askStreamed(server.url, requestOf(testCase, 0));
      if (answer.mode !== 'model' || answer.modelReport?.fromCache) continue;
      const call = await fake.takeCall(answer.resolvedQuestion);
      if (topics.has(call.question)) continue;
      const topic = { testCase, call, uses: 0 };
      topics.set(call.question, topic);
      await timeTiaowen(topic);
      await timeBare(topic);
    }
  };
  await Promise.all(Array.from({ length: CHECKERS }, check));
  return [...topics.values()];
}

/** Another day for each use, so that what was written for an earlier one does not serve. */
function requestOf({ turns, context, filters }: QualityCase, use: number): Record<string, unknown> {
  const asOf = new Date(Date.UTC(2026, 0, 1 + use)).toISOString().slice(0, 10);
  return { message: turns[0]!, filters: { ...filters, asOf }, ...(context && { context }) };
}

async function timeTiaowen(topic: Topic): Promise<Timing> {
  const streamed = await askStreamed(server.url, requestOf(topic.testCase, ++topic.uses));
  const call = await fake.takeCall(topic.call.question);
  const { answer, told, receivedAt } = streamed;
  const report = answer.modelReport;
  const isWhole =
    answer.mode === 'model' &&
    answer.answer === told &&
    report?.fromCache === false &&
    report.written === call.statements &&
    report.usage !== null;
  return timingOf(topic, call, {
    ...streamed,
    isWhole,
    startedAt: receivedAt,
    firstAt: streamed.firstDeltaAt,
  });
}

async function timeBare(topic: Topic): Promise<Timing> {
  const reply = await callBare(topic.call.body);
  const call = await fake.takeCall(topic.call.question);
  const isWhole = reply.text === call.text;
  return timingOf(topic, call, { ...reply, isWhole, startedAt: reply.sentAt, firstAt: reply.firstChunkAt });
}

/** Throws where the reply was not whole, or a clock shows an effect before its cause. */
function timingOf(
  topic: Topic,
  call: ModelCall,
  seen: {
    readonly isWhole: boolean;
    readonly sentAt: number;
    readonly startedAt: number;
    readonly firstAt: number;
    readonly endAt: number;
  },
): Timing {
  const timing = {
    topic,
    before: call.receivedAt - seen.startedAt,
    after: seen.endAt - call.lastPieceAt,
    firstWords: seen.firstAt - call.receivedAt,
    firstPiece: call.firstPieceAt - call.receivedAt,
    firstStatement: call.firstStatementAt - call.receivedAt,
    whole: seen.endAt - seen.sentAt,
    lateness: call.latenessMs,
  };
  const isSame = call.text === topic.call.text && call.isWhole && seen.isWhole;
  if (!isSame) throw new Error(`${topic.testCase.id}: not the whole reply`);
  const isOrdered = timing.before > 0 && timing.after > 0 && timing.firstWords > timing.firstPiece;
  if (!isOrdered)
    throw new Error(
      `${topic.testCase.id}: times out of order: ${JSON.stringify({ ...timing, topic: undefined })}`,
    );
  return timing;
}

/** Questions spread over the topics, one call at a time, each question both ways, in turn first. */
async function runAlone(topics: readonly Topic[]): Promise<readonly [Phase, Phase]> {
  const ours: Phase = { timings: [], loads: [] };
  const bare: Phase = { timings: [], loads: [] };
  const measure = async (phase: Phase, topic: Topic) => {
    const readLoad = startLoad();
    phase.timings.push(await (phase === ours ? timeTiaowen(topic) : timeBare(topic)));
    phase.loads.push(readLoad(1));
  };
  for (let i = 0; i < ALONE; i++) {
    const topic = topics[Math.floor((i * topics.length) / ALONE)]!;
    for (const phase of i % 2 === 0 ? [ours, bare] : [bare, ours]) await measure(phase, topic);
  }
  return [ours, bare];
}

async function runTogether(topics: readonly Topic[]): Promise<readonly [Phase, Phase]> {
  return [await keepBusy(topics, timeTiaowen), await keepBusy(topics, timeBare)];
}

function startLoad(): (calls: number) => Load {
  const loop = performance.eventLoopUtilization();
  const cpu = process.cpuUsage();
  const startedAt = performance.now();
  return (calls) => {
    const { user, system } = process.cpuUsage(cpu);
    const { active } = performance.eventLoopUtilization(loop);
    return { calls, elapsed: performance.now() - startedAt, busy: active, cpu: (user + system) / 1000 };
  };
}

/**
 * Keeps all streams busy until the counted calls are over. Not counted are the first call of each stream and those that only
 * keep the others company at the end. A question is never asked twice at a time: its call is found by it.
 */
async function keepBusy(topics: readonly Topic[], time: (topic: Topic) => Promise<Timing>): Promise<Phase> {
  const waiting = [...topics];
  const timings: Timing[] = [];
  const readLoad = startLoad();
  let started = 0;
  const run = async (stream: number) => {
    await pause(stream * STAGGER_MS);
    while (timings.length < COUNTED) {
      const topic = waiting.shift()!;
      const number = started++;
      const timing = await time(topic);
      waiting.push(topic);
      if (number >= STREAMS && number < STREAMS + COUNTED) timings.push(timing);
    }
  };
  await Promise.all(Array.from({ length: STREAMS }, (_, stream) => run(stream)));
  return { timings, loads: [readLoad(started)] };
}

async function describeRun(topics: readonly Topic[], asked: number): Promise<void> {
  const body = (await (await fetch(new URL('/api/documents', server.url))).json()) as {
    readonly documents: readonly { readonly clauseCount: number }[];
  };
  const clauses = body.documents.reduce((sum, { clauseCount }) => sum + clauseCount, 0);
  const lengths = topics.map(({ call }) => call.text.length);
  const { firstDelayMs, delayMs, chunkSize } = REALISTIC;
  process.stdout.write(
    [
      `Index of the seeds: ${body.documents.length} documents, ${clauses} clauses`,
      `${topics.length} of ${asked} questions are answered in model mode; both candidates got each reply whole before timing, and in every timed call`,
      `Replies: p50 ${percentile(lengths, 0.5)}, longest ${percentile(lengths, 1)} characters; first piece after ${firstDelayMs} ms, then ${chunkSize} characters every ${delayMs} ms`,
      `MODEL_CONCURRENCY=${MODEL_CONCURRENCY}: no call waits for its turn, the queue is not measured`,
      'The service runs in a process of its own; server, client and bare LangChain share this one, one candidate at a time',
      'A stream asks again as soon as it was answered: where the event loop is nearly always busy, times show the wait for it',
      `Load average ${loadavg()
        .map((load) => load.toFixed(1))
        .join(' ')}`,
      '',
    ].join('\n'),
  );
}

function report(title: string, [ours, bare]: readonly [Phase, Phase]): void {
  const row = (name: string, { timings }: Phase, value: (timing: Timing) => number, digits: number) => {
    const values = timings.map(value);
    return [
      name,
      String(values.length),
      ...[0.5, 0.99].map((share) => fixed(percentile(values, share), digits)),
    ];
  };
  const tiaowen = (name: string, value: (timing: Timing) => number, digits = 1) =>
    row(name, ours, value, digits);
  const baseline = (name: string, value: (timing: Timing) => number, digits = 1) =>
    row(`  baseline, bare LangChain: ${name}`, bare, value, digits);
  const table = (unit: string, rows: readonly (readonly string[])[]) =>
    renderTable([`${title}, ${unit}`, 'calls', 'p50', 'p99'], rows);
  const pairs = pairedRatios(ours.timings, bare.timings);
  process.stdout.write(
    `\n${[
      table('ms', [
        tiaowen('(1) request received → call received by the service', ({ before }) => before),
        baseline('stream() → call received', ({ before }) => before),
        tiaowen('(2) last piece sent → answer-end received', ({ after }) => after),
        baseline('last piece sent → loop over', ({ after }) => after),
        tiaowen('(3) call received → first sentence received', ({ firstWords }) => firstWords),
        tiaowen('    of which after its last character was sent', (t) => t.firstWords - t.firstStatement),
        baseline('call received → first chunk', ({ firstWords }) => firstWords),
        tiaowen('(4) whole, as the client sees it', ({ whole }) => whole),
        baseline('whole', ({ whole }) => whole),
        tiaowen("    the service's own lateness with Tiaowen", ({ lateness }) => lateness),
        baseline("the service's own lateness", ({ lateness }) => lateness),
      ]),
      table('ratio', [
        tiaowen('(3) first sentence / first piece sent', (t) => t.firstWords / t.firstPiece, 2),
        tiaowen('    bound: first statement sent / first piece', (t) => t.firstStatement / t.firstPiece, 2),
        tiaowen('    first sentence / first statement sent', (t) => t.firstWords / t.firstStatement, 2),
        baseline('first chunk / first piece sent', (t) => t.firstWords / t.firstPiece, 2),
        [
          '(4) whole, Tiaowen / bare LangChain, by question',
          String(pairs.length),
          ...[0.5, 0.99].map((share) => fixed(percentile(pairs, share), 2)),
        ],
      ]),
      renderTable(
        [`${title}, this process`, 'calls/s', 'event loop busy %', 'CPU ms a call'],
        [loadRow('Tiaowen and its client', ours), loadRow('  baseline, bare LangChain', bare)],
      ),
    ].join('\n\n')}\n${ours.timings.length < 100 ? 'Of fewer than 100 calls p99 is the slowest.\n' : ''}`,
  );
}

function loadRow(name: string, { loads }: Phase): string[] {
  const sum = (value: (load: Load) => number) => loads.reduce((total, load) => total + value(load), 0);
  const calls = sum((load) => load.calls);
  const elapsed = sum((load) => load.elapsed);
  return [
    name,
    fixed((calls / elapsed) * 1000, 1),
    fixed((sum(({ busy }) => busy) / elapsed) * 100, 0),
    fixed(sum(({ cpu }) => cpu) / calls, 1),
  ];
}

/** For each question that both have answered: mean duration with Tiaowen over mean duration with bare LangChain. */
function pairedRatios(ours: readonly Timing[], bare: readonly Timing[]): number[] {
  const means = (timings: readonly Timing[]) =>
    new Map(
      [...byTopic(timings)].map(([topic, own]) => [
        topic,
        own.reduce((sum, { whole }) => sum + whole, 0) / own.length,
      ]),
    );
  const bareMeans = means(bare);
  return [...means(ours)].flatMap(([topic, mean]) => {
    const other = bareMeans.get(topic);
    return other === undefined ? [] : [mean / other];
  });
}

function byTopic(timings: readonly Timing[]): Map<Topic, Timing[]> {
  const groups = new Map<Topic, Timing[]>();
  for (const timing of timings) groups.set(timing.topic, [...(groups.get(timing.topic) ?? []), timing]);
  return groups;
}

function fixed(value: number | null, digits: number): string {
  return value === null ? '–' : value.toFixed(digits);
}
