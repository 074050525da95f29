import { writeFileSync } from 'node:fs';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import { type AnswerabilityModel, logOdds, topicFeatures } from '../../src/assistant/answerability.ts';
import { forEachCaseEvidence } from './case-evidence.ts';
import { areaUnderCurve, crossValidate, fitLogistic } from './logistic.ts';
import { readQualityCases } from './quality-case.ts';
import { percent, renderTable } from './render-table.ts';

const USAGE = `npx tsx bench/quality/fit-answerability-main.ts FILE.jsonl … [--threshold N] [--write]
Fits the decision whether a clause answers a question, and prints how it does on questions left out of the fit.
Positive: the best clause is a right one. Negative: the best clause is a wrong one, the question has no answer, or the right
clauses were taken away from what was found. --write replaces src/assistant/data/answerability.json.`;

const MODEL_FILE = fileURLToPath(new URL('../../src/assistant/data/answerability.json', import.meta.url));

const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: { threshold: { type: 'string', default: '-1.5' }, write: { type: 'boolean', default: false } },
});
if (positionals.length === 0) {
  process.stderr.write(`Usage: ${USAGE}\n`);
  process.exit(2);
}
const names: (keyof AnswerabilityModel['weights'])[] = [
  'coverage',
  'titleFit',
  'titleExplained',
  'carried',
  'matched',
  'lead',
  'coverageLead',
  'unknown',
  'missing',
];
const rows: number[][] = [];
const labels: boolean[] = [];
const groups: string[] = [];
const shipped: number[] = [];
for (const file of positionals) {
  await forEachCaseEvidence(await readQualityCases(file), path.dirname(file), (found) => {
    // What asks for a figure, a date or a person is decided by what the sentence states.
    if (found.ask.attribute !== null) return;
    const { topic, ranked, testCase } = found;
    const add = (list: typeof ranked, label: boolean) => {
      const features = topicFeatures(list[0]!, topic, list);
      rows.push(names.map((name) => features[name]));
      labels.push(label);
      groups.push(`${file} ${testCase.id}`);
      shipped.push(logOdds(features));
    };
    if (ranked.length === 0) return;
    add(ranked, !testCase.refuse && found.isRight(ranked[0]!));
    const rest = ranked.filter((evidence) => !found.isRight(evidence));
    if (!testCase.refuse && rest.length > 0 && rest.length < ranked.length) add(rest, false);
  });
}
const odds = crossValidate(rows, labels, groups);
const share = (list: readonly number[], label: boolean, threshold: number) => {
  const of = list.filter((_, i) => labels[i] === label);
  return percent(of.filter((value) => value >= threshold).length / of.length);
};
process.stdout.write(
  `${labels.filter(Boolean).length} answerable, ${labels.filter((label) => !label).length} not; ` +
    `area under the curve on questions left out ${areaUnderCurve(odds, labels).toFixed(3)}\n` +
    `${renderTable(
      ['threshold', 'answered, right', 'answered, wrong', 'shipped: right', 'shipped: wrong'],
      [-2.5, -2, -1.75, -1.5, -1.25, -1, -0.5, 0].map((threshold) => [
        threshold.toFixed(2),
        share(odds, true, threshold),
        share(odds, false, threshold),
        share(shipped, true, threshold),
        share(shipped, false, threshold),
      ]),
    )}\n`,
);
const fit = fitLogistic(rows, labels);
const round = (value: number) => Number(value.toFixed(2));
const model = {
  bias: round(fit.bias),
  weights: Object.fromEntries(names.map((name, i) => [name, round(fit.weights[i]!)])),
  threshold: Number(values.threshold),
};
process.stdout.write(`${JSON.stringify(model, null, 2)}\n`);
if (values.write) writeFileSync(MODEL_FILE, `${JSON.stringify(model, null, 2)}\n`);
