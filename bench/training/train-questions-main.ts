import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import { loadConfig } from '../../src/config/config.ts';
import type { JudgeModel } from '../../src/judging/judge-clauses.ts';
import { createSharedEmbedders } from '../quality/shared-embedders.ts';
import { crossJudge, drawRisk, fitJudge, type JudgedRow } from './fit-judge.ts';
import { collectRows, type QuestionRow } from './question-rows.ts';
import { readRealSet, readTunedSets, readWrittenSets } from './training-sets.ts';

const USAGE = 'npm run train:questions -- [--real FOLDER] [--write]';
const QUALITY = fileURLToPath(new URL('../../tests/quality/', import.meta.url));
const JUDGE_FILE = fileURLToPath(new URL('../../src/judging/data/judge.json', import.meta.url));

const { values } = parseArgs({
  options: { real: { type: 'string' }, write: { type: 'boolean', default: false } },
});
const dataDir = await mkdtemp(path.join(tmpdir(), 'tiaowen-train-'));
const { config, secrets } = loadConfig({ DATA_DIR: dataDir, LOG_LEVEL: 'warn' });
// Vectors are wanted with the words, not later.
const embedders = { ...createSharedEmbedders(config, secrets), joinsLater: false };
try {
  const sets = [
    ...(await readWrittenSets(path.join(QUALITY, 'training'))),
    ...(await readTunedSets(QUALITY)),
  ];
  if (values.real) sets.push(await readRealSet(values.real, path.join(dataDir, 'real')));
  const rows = new Map<string, QuestionRow[]>();
  for (const { name, documents, questions } of sets) {
    const collected = await collectRows(documents, questions, embedders);
    rows.set(name, [...(rows.get(name) ?? []), ...collected]);
    process.stderr.write(`${name}: ${questions.length} questions, ${collected.length} judged\n`);
  }
  await report(rows);
} finally {
  await embedders.close();
  await rm(dataDir, { recursive: true, force: true });
}

async function report(rows: ReadonlyMap<string, readonly QuestionRow[]>): Promise<void> {
  const all = [...rows.values()].flat();
  if (all.length === 0) throw new Error(`no questions; ${USAGE}`);
  const judged = crossJudge(all);
  for (const [name, own] of rows) {
    const ids = new Set(own.map(({ id }) => id));
    print(
      name,
      judged.filter(({ row }) => ids.has(row.id)),
    );
  }
  print('all', judged);
  const model = fitJudge(all);
  const shipped: JudgeModel = JSON.parse(await readFile(JUDGE_FILE, 'utf8'));
  const moved = Object.keys(model.weights).map((name) =>
    Math.abs(model.weights[name]! - (shipped.weights[name] ?? 0)),
  );
  process.stdout.write(`largest difference from a shipped weight: ${Math.max(0, ...moved).toFixed(3)}\n`);
  if (values.write) await writeFile(JUDGE_FILE, `${JSON.stringify(model, null, 2)}\n`);
}

/** Right, wrong and false answers at several cuts; questions left out of the fit that judged them. */
function print(name: string, judged: readonly JudgedRow[]): void {
  const answerable = judged.filter(({ row }) => row.isAnswerable);
  const share = (part: number, whole: number) => (whole === 0 ? '–' : (part / whole).toFixed(3));
  const oracle = answerable.filter(({ row }) => row.candidates.some(({ isRight }) => isRight)).length;
  const chosen = answerable.filter(({ isRight }) => isRight).length;
  const points = drawRisk(judged, [0.25, 0.1, 0.06]).map(
    ({ falseAnswers, right, wrong }) =>
      `≤ ${falseAnswers}: ${share(right, answerable.length)} right, ${share(wrong, answerable.length)} wrong`,
  );
  process.stdout.write(
    `${name}: ${answerable.length} + ${judged.length - answerable.length}; some candidate right ${share(oracle, answerable.length)}, chosen ${share(chosen, answerable.length)}; ${points.join('; ')}\n`,
  );
}
