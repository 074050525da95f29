import { readFile } from 'node:fs/promises';
import { parseArgs } from 'node:util';
import { mean, pairedBootstrap, parseJudgements, parseRun, recallByQuery } from './recall.ts';
import { percent, renderTable } from './render-table.ts';

const USAGE = `npx tsx bench/quality/recall-main.ts --qrels QRELS.tsv RUN.jsonl … [--baseline RUN.jsonl]
Recall of runs of \`npm run retrieve\`; beside a baseline also the paired difference with its 95 % interval.`;

const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: { qrels: { type: 'string' }, baseline: { type: 'string' } },
});
if (!values.qrels || positionals.length === 0) {
  process.stderr.write(`Usage: ${USAGE}\n`);
  process.exit(2);
}
const judgements = parseJudgements(await readFile(values.qrels, 'utf8'));
const baseline = values.baseline ? parseRun(await readFile(values.baseline, 'utf8')) : null;
const rows: string[][] = [];
for (const file of positionals) {
  const run = parseRun(await readFile(file, 'utf8'));
  for (const k of [10, 100]) {
    const recall = recallByQuery(run, judgements, k);
    const row = [file, `R@${k}`, percent(mean(recall))];
    if (baseline) {
      const { difference, interval } = pairedBootstrap(recallByQuery(baseline, judgements, k), recall);
      row.push(percent(difference), `${percent(interval.low)} … ${percent(interval.high)}`);
    }
    rows.push(row);
  }
}
process.stdout.write(
  `${renderTable(['run', 'at', 'recall', ...(baseline ? ['gain', '95 %'] : [])], rows)}\n`,
);
