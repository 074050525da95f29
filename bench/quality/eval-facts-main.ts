import { readFile } from 'node:fs/promises';
import path from 'node:path';
import { parseArgs } from 'node:util';
import { FactCase } from './fact-case.ts';
import { parseJsonLines } from './quality-case.ts';
import { percent, renderTable } from './render-table.ts';
import { scoreFacts } from './score-facts.ts';

const USAGE = 'npm run eval:facts -- FILE.jsonl … [--json]';

const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: { json: { type: 'boolean', default: false } },
});
if (positionals.length === 0) {
  process.stderr.write(`Usage: ${USAGE}\n`);
  process.exit(2);
}
const cases = (
  await Promise.all(
    positionals.map(async (file) =>
      parseJsonLines(await readFile(file, 'utf8'), FactCase, path.basename(file)),
    ),
  )
).flat();
const scores = cases.map(scoreFacts);
const kinds = [...new Set(scores.map(({ kind }) => kind))].map((kind) => {
  const own = scores.filter((score) => score.kind === kind);
  const sum = (count: (score: (typeof own)[number]) => number) =>
    own.reduce((total, score) => total + count(score), 0);
  const right = sum((score) => score.right);
  const extra = sum((score) => score.extra.length);
  const missing = sum((score) => score.missing.length);
  return {
    kind,
    cases: own.length,
    casesRight: own.filter((score) => score.extra.length + score.missing.length === 0).length,
    precision: right / Math.max(1, right + extra),
    recall: right / Math.max(1, right + missing),
  };
});
const wrong = scores.filter(({ extra, missing }) => extra.length + missing.length > 0);
const report = [
  renderTable(
    ['kind', 'cases', 'right', 'precision', 'recall'],
    kinds.map((row) => [
      row.kind,
      String(row.cases),
      String(row.casesRight),
      percent(row.precision),
      percent(row.recall),
    ]),
  ),
  ...wrong.map(
    (score) => `${score.id}: missing ${JSON.stringify(score.missing)}; extra ${JSON.stringify(score.extra)}`,
  ),
].join('\n');
(values.json ? process.stderr : process.stdout).write(`${report}\n`);
if (values.json) process.stdout.write(`${JSON.stringify({ kinds, cases: scores }, null, 2)}\n`);
