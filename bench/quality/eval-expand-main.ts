import { readFile } from 'node:fs/promises';
import { parseArgs } from 'node:util';
import * as z from 'zod';
import { loadConfig } from '../../src/config/config.ts';
import { chooseEmbedder } from '../../src/config/embedder-settings.ts';
import { loadEnvironmentFile } from '../../src/config/env.ts';
import { UNRESTRICTED } from '../../src/domain/search-scope.ts';
import { openSqliteVectorCache } from '../../src/models/adapters/embedded/sqlite-vector-cache.ts';
import { createEmbedderProvider } from '../../src/models/create-embedder-provider.ts';
import { retrieveClauses } from '../../src/retrieval/retrieve-clauses.ts';
import { corpusPlaceOf } from '../retrieve/corpus-clauses.ts';
import { CorpusLine, QueryLine, readLines } from '../retrieve/read-lines.ts';
import { buildScratchCorpusIndex } from '../retrieve/scratch-corpus-index.ts';
import { mean, parseJudgements, recallByQuery, reciprocalRanks } from './recall.ts';
import { renderTable } from './render-table.ts';

const USAGE = `npm run eval:expand -- --corpus C.jsonl --queries Q.jsonl --qrels R.tsv --replies E.jsonl [--cache FOLDER] [--shares 0,0.1]
What questions written for clauses (lines of {"id", "questions"}) add to finding them, by their share beside words and vectors; 0: without.`;

const { values } = parseArgs({
  options: {
    corpus: { type: 'string' },
    queries: { type: 'string' },
    qrels: { type: 'string' },
    replies: { type: 'string' },
    cache: { type: 'string' },
    shares: { type: 'string', default: '0,0.1' },
  },
});
const shares = values.shares.split(',').map(Number);
const isRight = shares.every((share) => share >= 0 && share <= 1);
if (!values.corpus || !values.queries || !values.qrels || !values.replies || !isRight) {
  process.stderr.write(`Usage: ${USAGE}\n`);
  process.exit(2);
}
const ReplyLine = z.object({ id: z.coerce.string(), questions: z.array(z.string()) });
const lines = await readLines(values.corpus, CorpusLine);
const queries = await readLines(values.queries, QueryLine);
const replies = await readLines(values.replies, ReplyLine);
const asked = new Set(queries.map(({ id }) => id));
const judgements = new Map(
  [...parseJudgements(await readFile(values.qrels, 'utf8'))].filter(([id]) => asked.has(id)),
);
const byId = new Map(replies.map(({ id, questions }) => [id, questions]));
loadEnvironmentFile();
const { config, secrets } = loadConfig();
const vectorCache = values.cache ? openSqliteVectorCache({ dataDir: values.cache }) : undefined;
const provider = createEmbedderProvider(chooseEmbedder(config, secrets), vectorCache && { vectorCache });
const index = await buildScratchCorpusIndex(lines, {
  provider,
  questions: lines.map(({ id }) => byId.get(id) ?? []),
  onProgress: (message) => process.stderr.write(`${message}\n`),
});
try {
  const { snapshot } = index;
  const embedder = provider.forIndex(snapshot.embedderId, snapshot.embedderState);
  const rows: string[][] = [];
  for (const questionShare of shares) {
    const run = new Map<string, string[]>();
    for (const { id, text } of queries) {
      const options = { scope: UNRESTRICTED, limit: 100, questionShare };
      const hits = await retrieveClauses({ text }, snapshot, embedder, options);
      run.set(
        id,
        hits.map(({ clauseId }) => lines[corpusPlaceOf(clauseId)]!.id),
      );
    }
    const recalls = [1, 3, 10].map((k) => mean(recallByQuery(run, judgements, k)).toFixed(3));
    rows.push([String(questionShare), ...recalls, mean(reciprocalRanks(run, judgements)).toFixed(3)]);
  }
  process.stdout.write(
    `${judgements.size} queries, ${lines.length} lines, ${snapshot.questions?.size ?? 0} questions\n` +
      `${renderTable(['share of questions', 'R@1', 'R@3', 'R@10', 'MRR'], rows)}\n`,
  );
} finally {
  await index.close();
  await provider.close();
  await vectorCache?.close();
}
