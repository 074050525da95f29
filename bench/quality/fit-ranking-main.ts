import path from 'node:path';
import { EVIDENCE_WEIGHTS, type EvidenceWeights } from '../../src/retrieval/score-evidence.ts';
import { type CaseEvidence, forEachCaseEvidence } from './case-evidence.ts';
import { fitLogistic } from './logistic.ts';
import { readQualityCases } from './quality-case.ts';
import { percent, renderTable } from './render-table.ts';

const USAGE = `npx tsx bench/quality/fit-ranking-main.ts FILE.jsonl …
Fits the weights by which found clauses are ordered: for each question the best right clause against every wrong one among
the first 40, by logistic regression on the differences. Fitted on every other question and reported on the rest, both ways,
then on all. Prints the weights on the scale of the shipped ones.`;

const files = process.argv.slice(2);
if (files.length === 0) {
  process.stderr.write(`Usage: ${USAGE}\n`);
  process.exit(2);
}
const LOOKED_AT = 40;
const RIDGE = 10;
/** 「focus」 tells of the turn before; questions of one turn say nothing about it. */
const names = (Object.keys(EVIDENCE_WEIGHTS) as (keyof EvidenceWeights)[]).filter((name) => name !== 'focus');

interface Question {
  readonly isOfPlace: boolean;
  readonly right: readonly (readonly number[])[];
  readonly wrong: readonly (readonly number[])[];
}
const questions: Question[] = [];
for (const file of files) {
  await forEachCaseEvidence(await readQualityCases(file), path.dirname(file), (found) => {
    const looked = found.ranked.slice(0, LOOKED_AT);
    const partsOf = (list: CaseEvidence['ranked']) =>
      list.map(({ parts }) => names.map((name) => parts[name]));
    const right = partsOf(looked.filter((evidence) => found.isRight(evidence)));
    const wrong = partsOf(looked.filter((evidence) => !found.isRight(evidence)));
    if (found.testCase.refuse || right.length === 0) return;
    questions.push({ isOfPlace: found.testCase.documents !== undefined, right, wrong });
  });
}
const shipped = names.map((name) => EVIDENCE_WEIGHTS[name]);
const halves = [0, 1].map((half) => questions.filter((_, i) => i % 2 === half));
const fitted = halves.map((half) => fitWeights(half));
const all = fitWeights(questions);
const rows = [
  ['shipped', questions, shipped],
  ['fitted on the first half, on the second', halves[1]!, fitted[0]!],
  ['  shipped on the second', halves[1]!, shipped],
  ['fitted on the second half, on the first', halves[0]!, fitted[1]!],
  ['  shipped on the first', halves[0]!, shipped],
  ['fitted on all', questions, all],
] as const;
process.stdout.write(
  `${renderTable(
    ['right clause first, %', 'all', 'seeds', 'other places'],
    rows.map(([name, list, weights]) => [
      name,
      share(list, weights),
      share(
        list.filter(({ isOfPlace }) => !isOfPlace),
        weights,
      ),
      share(
        list.filter(({ isOfPlace }) => isOfPlace),
        weights,
      ),
    ]),
  )}\n${JSON.stringify(Object.fromEntries(names.map((name, i) => [name, Number(all[i]!.toFixed(2))])))}\n`,
);

/** Weights of 0 or more that add up to what the shipped ones add up to. */
function fitWeights(list: readonly Question[]): number[] {
  const differences = list.flatMap(({ right, wrong }) => {
    const best = right.reduce((top, parts) => (weigh(parts, shipped) > weigh(top, shipped) ? parts : top));
    return wrong.map((parts) => best.map((value, i) => value - parts[i]!));
  });
  // Each difference stands there in both directions, so that no bias is left to fit.
  const rows = differences.flatMap((row) => [row, row.map((value) => -value)]);
  const { weights } = fitLogistic(
    rows,
    rows.map((_, i) => i % 2 === 0),
    RIDGE,
  );
  const kept = weights.map((weight) => Math.max(0, weight));
  const scale = sum(shipped) / sum(kept);
  return kept.map((weight) => weight * scale);
}

function share(list: readonly Question[], weights: readonly number[]): string {
  const top = (rows: readonly (readonly number[])[]) =>
    Math.max(...rows.map((row) => weigh(row, weights)), Number.NEGATIVE_INFINITY);
  return percent(list.filter(({ right, wrong }) => top(right) >= top(wrong)).length / list.length);
}

function weigh(parts: readonly number[], weights: readonly number[]): number {
  return parts.reduce((total, value, i) => total + value * weights[i]!, 0);
}

function sum(values: readonly number[]): number {
  return values.reduce((total, value) => total + value, 0);
}
