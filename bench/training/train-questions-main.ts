import { readFile, writeFile } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import type { JudgeModel } from '../../src/judging/judge-clauses.ts';
import { collectSets } from './collect-sets.ts';
import { crossJudge, crossRead, crossStretch, drawRisk, fitJudge, type JudgedRow } from './fit-judge.ts';
import type { QuestionRow } from './question-rows.ts';
import { ablateFeatures, drawCalibration, drawLearningCurve, type StudyPoint } from './study-judge.ts';

/** `--reading`: only what is judged after reading is written, the first judge stays as it is. */
const USAGE = 'npm run train:questions -- [--real FOLDER] [--write] [--reading] [--study]';
const JUDGE_FILE = fileURLToPath(new URL('../../src/judging/data/judge.json', import.meta.url));

const { values } = parseArgs({
  options: {
    real: { type: 'string' },
    write: { type: 'boolean', default: false },
    reading: { type: 'boolean', default: false },
    study: { type: 'boolean', default: false },
  },
});
await report(await collectSets({ real: values.real, isRead: true }));

async function report(rows: ReadonlyMap<string, readonly QuestionRow[]>): Promise<void> {
  const all = [...rows.values()].flat();
  if (all.length === 0) throw new Error(`no questions; ${USAGE}`);
  const judged = crossJudge(all);
  printSets(rows, judged);
  const read = crossRead(judged);
  const unseen = new Set(read.map(({ row }) => row));
  process.stdout.write('What the reader was not trained on, before and after reading:\n');
  const before = judged.filter(({ row }) => unseen.has(row));
  printSets(rows, before, 'before');
  printSets(rows, read, 'after');
  const { clauses, before: unread, after } = crossStretch(all);
  process.stdout.write(
    `sentence chosen in a right clause is part of the answer, ${clauses} clauses: ${unread.toFixed(3)} before reading, ${after.toFixed(3)} after\n`,
  );
  printCalibration(read);
  if (values.study) {
    printStudy('Learning curve, first judge', drawLearningCurve(all));
    printStudy('Ablation, first judge', ablateFeatures(all));
  }
  const model = fitJudge(all, judged);
  const shipped: JudgeModel = JSON.parse(await readFile(JUDGE_FILE, 'utf8'));
  const moved = Object.keys(model.weights).map((name) =>
    Math.abs(model.weights[name]! - (shipped.weights[name] ?? 0)),
  );
  process.stdout.write(`largest difference from a shipped weight: ${Math.max(0, ...moved).toFixed(3)}\n`);
  const written = values.reading ? { ...shipped, reading: model.reading } : model;
  if (values.write) await writeFile(JUDGE_FILE, `${JSON.stringify(written, null, 2)}\n`);
}

/** Of questions judged after reading. */
function printCalibration(judged: readonly JudgedRow[]): void {
  process.stdout.write('Calibration: support, questions, right\n');
  for (const { from, count, right } of drawCalibration(judged))
    process.stdout.write(
      `  ${from.toFixed(1)}: ${count}, ${count === 0 ? '–' : (right / count).toFixed(2)}\n`,
    );
}

function printStudy(title: string, points: readonly StudyPoint[]): void {
  process.stdout.write(`${title}: chosen, right at ≤ .25, at ≤ .10 false answers\n`);
  for (const { name, fitted, chosen, rightAt25, rightAt10 } of points)
    process.stdout.write(
      `  ${name} (${fitted} questions): ${chosen.toFixed(3)}, ${rightAt25.toFixed(3)}, ${rightAt10.toFixed(3)}\n`,
    );
}

function printSets(
  rows: ReadonlyMap<string, readonly QuestionRow[]>,
  judged: readonly JudgedRow[],
  note = '',
): void {
  for (const [name, own] of rows) {
    const ofSet = new Set(own);
    const some = judged.filter(({ row }) => ofSet.has(row));
    if (some.length > 0) print(`${name} ${note}`.trim(), some);
  }
  print(`all ${note}`.trim(), judged);
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
