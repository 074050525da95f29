/**
 * How many questions a second does this checkout answer beside another one, how long does one alone take, and how much of the processor? BENCH_AGAINST names the
 * other checkout (with its node_modules); without it nothing is measured. BENCH_DATA and BENCH_AGAINST_DATA name data folders with an
 * index of each; without them both serve the seeds. Words alone, BENCH_ENV (`NAME=value,…`) adds settings of this side. Both are up all the
 * time and loaded by turns, a few seconds each: ratios are of neighbours in time, so that other work on the machine meets both.
 */
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { saturate } from './load/offer-load.ts';
import { type ServedProgram, serveProgram } from './load/served-program.ts';
import { percentile } from './quality/intervals.ts';
import { readQualityCases } from './quality/quality-case.ts';
import { renderTable } from './quality/render-table.ts';

const ROUNDS = Number(process.env['BENCH_ROUNDS'] ?? 10);
const SECONDS = 2;
const CONNECTIONS = 8;
const { BENCH_AGAINST, BENCH_DATA, BENCH_AGAINST_DATA, BENCH_ENV = '' } = process.env;

if (BENCH_AGAINST === undefined) {
  process.stdout.write('Not measured: BENCH_AGAINST names no other checkout.\n');
} else {
  const folder = await mkdtemp(path.join(tmpdir(), 'tiaowen-against-'));
  try {
    await compare(BENCH_AGAINST, folder);
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

async function compare(other: string, folder: string): Promise<void> {
  const cases = await readQualityCases(fileURLToPath(new URL('../tests/quality/dev.jsonl', import.meta.url)));
  const questions = cases.map(({ turns }) => turns[0]!);
  const own = Object.fromEntries(BENCH_ENV.split(',').flatMap((pair) => (pair ? [pair.split('=')] : [])));
  const settings = { EMBEDDINGS: 'local', READER: 'off' };
  const before = await serveProgram(
    { ...settings, DATA_DIR: BENCH_AGAINST_DATA ?? path.join(folder, 'other') },
    other,
  );
  const now = await serveProgram({ ...settings, ...own, DATA_DIR: BENCH_DATA ?? path.join(folder, 'own') });
  const sides = [before, now].map((program) => ({
    program,
    send: sender(program, questions),
    processor: [] as number[],
    busy: [] as number[],
    alone: [] as number[],
  }));
  try {
    for (const { send } of sides)
      for (let i = 0; i < 2 * questions.length; i++) await (await send(i)).arrayBuffer();
    for (let round = 0; round < ROUNDS; round++) {
      for (const side of round % 2 === 0 ? sides : sides.toReversed()) {
        const spentBefore = await side.program.processorSeconds();
        const full = await saturate(side.send, { connections: CONNECTIONS, seconds: SECONDS });
        const single = await saturate(side.send, { connections: 1, seconds: SECONDS / 2 });
        const spent = (await side.program.processorSeconds()) - spentBefore;
        side.processor.push((1000 * spent) / (full.latencies.length + single.latencies.length));
        side.busy.push(full.latencies.length / full.seconds);
        side.alone.push(percentile(single.latencies, 0.5) ?? Number.NaN);
      }
    }
  } finally {
    await Promise.all([before.stop(), now.stop()]);
  }
  const [first, second] = sides as [(typeof sides)[0], (typeof sides)[0]];
  const row = (name: string, pick: 'busy' | 'alone' | 'processor', digits: number): string[] => {
    const ratios = second[pick].map((value, i) => value / first[pick][i]!);
    const show = (values: readonly number[], share: number, places: number) =>
      (percentile(values, share) ?? Number.NaN).toFixed(places);
    return [
      name,
      show(first[pick], 0.5, digits),
      show(second[pick], 0.5, digits),
      `${show(ratios, 0.5, 2)} (${show(ratios, 0.25, 2)} … ${show(ratios, 0.75, 2)})`,
    ];
  };
  process.stdout.write(
    `${renderTable(
      ['', 'other', 'this', 'this over other, median (quarters)'],
      [
        row(`answers a second, ${CONNECTIONS} connections`, 'busy', 1),
        row('one at a time, p50 ms', 'alone', 1),
        row('processor time an answer, ms', 'processor', 1),
      ],
    )}\n`,
  );
}

/** Each call asks the next question, whoever calls. */
function sender({ url }: ServedProgram, questions: readonly string[]): (index: number) => Promise<Response> {
  let next = 0;
  return () =>
    fetch(`${url}/api/chat`, {
      method: 'POST',
      headers: { 'Content-Type': 'application/json' },
      body: JSON.stringify({ message: questions[next++ % questions.length]! }),
    });
}
