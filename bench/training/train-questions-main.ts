import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { parseArgs } from 'node:util';
import { createAppContext } from '../../src/app-context.ts';
import { loadConfig } from '../../src/config/config.ts';
import type { JudgeModel } from '../../src/judging/judge-clauses.ts';
import { crossJudge, drawRisk, fitJudge, type JudgedRow } from './fit-judge.ts';
import { collectRows, type QuestionRow } from './question-rows.ts';
import { readRealSet, readWrittenSets } from './training-sets.ts';

const USAGE = 'npm run train:questions -- [--real FOLDER] [--write]';
const WRITTEN = new URL('../../tests/quality/training/', import.meta.url).pathname;
const JUDGE_FILE = new URL('../../src/judging/data/judge.json', import.meta.url).pathname;

/** Share of unanswerable questions that may be answered, by which the cut is chosen on questions left out of the fit. */
const FALSE_ANSWERS = 0.1;

const { values } = parseArgs({
  options: { real: { type: 'string' }, write: { type: 'boolean', default: false }, rows: { type: 'string' } },
});
const dataDir = await mkdtemp(path.join(tmpdir(), 'tiaowen-train-'));
const { config, secrets } = loadConfig({ ...process.env, DATA_DIR: dataDir, LOG_LEVEL: 'warn' });
const context = createAppContext(config, secrets);
try {
  const sets = await readWrittenSets(WRITTEN);
  if (values.real) sets.push(await readRealSet(values.real, path.join(dataDir, 'real')));
  const rows = new Map<string, QuestionRow[]>();
  for (const set of sets) {
    rows.set(set.name, await collectRows(set.documents, set.questions, context));
    process.stderr.write(
      `${set.name}: ${set.questions.length} questions, ${rows.get(set.name)!.length} judged\n`,
    );
  }
  await report(rows);
} finally {
  await context.close();
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
  const model = fitJudge(all, cutAt(judged, FALSE_ANSWERS));
  const current: JudgeModel = JSON.parse(await readFile(JUDGE_FILE, 'utf8'));
  process.stdout.write(`cut ${model.answerFrom} (shipped ${current.answerFrom})\n`);
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

function cutAt(judged: readonly JudgedRow[], falseAnswers: number): number {
  return drawRisk(judged, [falseAnswers])[0]!.cut;
}
