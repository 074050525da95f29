import { readFile } from 'node:fs/promises';
import { parseArgs } from 'node:util';
import { fuseRankings } from '../../src/retrieval/fuse-rankings.ts';
import { type Judgements, mean, pairedBootstrap, parseJudgements, recallByQuery } from './recall.ts';
import { percent, renderTable } from './render-table.ts';

const USAGE = `npx tsx bench/quality/choose-mix-main.ts --qrels QRELS.tsv --keyword RUN.jsonl --vector RUN.jsonl
Chooses the share of the vectors on every other query and reports it on the rest. The runs are those of \`npm run retrieve\`
with --mode keyword and --mode vector; they are fused as the search fuses them.`;

const SHARES = [0, 0.02, 0.05, 0.1, 0.15, 0.2, 0.3, 0.4, 0.5];
const K = 100;

const { values } = parseArgs({
  options: { qrels: { type: 'string' }, keyword: { type: 'string' }, vector: { type: 'string' } },
});
if (!values.qrels || !values.keyword || !values.vector) {
  process.stderr.write(`Usage: ${USAGE}\n`);
  process.exit(2);
}
const judgements = parseJudgements(await readFile(values.qrels, 'utf8'));
const keyword = parseScoredRun(await readFile(values.keyword, 'utf8'));
const vector = parseScoredRun(await readFile(values.vector, 'utf8'));
const halfOf = (part: number): Judgements => new Map([...judgements].filter((_, i) => i % 2 === part));
const chosenOn = halfOf(0);
const reportedOn = halfOf(1);

const rows = SHARES.map((share) => {
  const run = fuse(share);
  return {
    share,
    first: mean(recallByQuery(run, chosenOn, 10)),
    row: [share.toFixed(2), ...[10, 100].map((k) => percent(mean(recallByQuery(run, chosenOn, k))))],
  };
});
const best = rows.reduce((top, row) => (row.first > top.first ? row : top));
process.stdout.write(
  `Chosen on ${chosenOn.size} queries:\n${renderTable(
    ['share of vectors', 'R@10', 'R@100'],
    rows.map(({ row }) => row),
  )}\nBest by R@10: ${best.share}\n\nReported on the other ${reportedOn.size}:\n`,
);
const report = [...new Set([best.share, 0.1])].flatMap((share) =>
  [10, 100].map((k) => {
    const before = recallByQuery(fuse(0), reportedOn, k);
    const after = recallByQuery(fuse(share), reportedOn, k);
    const { difference, interval } = pairedBootstrap(before, after);
    return [
      share.toFixed(2),
      `R@${k}`,
      percent(mean(before)),
      percent(mean(after)),
      percent(difference),
      `${percent(interval.low)} … ${percent(interval.high)}`,
    ];
  }),
);
process.stdout.write(`${renderTable(['share', 'at', 'keyword', 'fused', 'gain', '95 %'], report)}\n`);

function fuse(share: number): Map<string, string[]> {
  return new Map(
    [...keyword].map(([id, hits]) => {
      const fused =
        share === 0
          ? hits
          : fuseRankings(
              [
                { hits, weight: 1 - share },
                { hits: vector.get(id) ?? [], weight: share },
              ],
              K,
            );
      return [id, fused.map(({ clauseId }) => clauseId)];
    }),
  );
}

function parseScoredRun(jsonLines: string): Map<string, { clauseId: string; score: number }[]> {
  const lines = jsonLines.split('\n').filter((line) => line.trim() !== '');
  return new Map(
    lines.map((line) => {
      const { id, hits } = JSON.parse(line) as { id: string; hits: readonly { id: string; score: number }[] };
      return [id, hits.map((hit) => ({ clauseId: hit.id, score: hit.score }))];
    }),
  );
}
