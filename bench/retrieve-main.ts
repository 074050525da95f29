import { parseArgs } from 'node:util';
import type { ScoredClause } from '../src/clause-index/ports/scored-clause.ts';
import { loadConfig } from '../src/config/config.ts';
import { chooseEmbedder } from '../src/config/embedder-settings.ts';
import { loadEnvironmentFile } from '../src/config/env.ts';
import { openSqliteVectorCache } from '../src/models/adapters/embedded/sqlite-vector-cache.ts';
import { createEmbedderProvider } from '../src/models/create-embedder-provider.ts';
import { percentile } from './quality/intervals.ts';
import { corpusPlaceOf } from './retrieve/corpus-clauses.ts';
import { createSearcher, RETRIEVAL_MODES } from './retrieve/create-searcher.ts';
import { CorpusLine, QueryLine, readLines } from './retrieve/read-lines.ts';
import { buildScratchCorpusIndex } from './retrieve/scratch-corpus-index.ts';

const USAGE =
  'npm run --silent retrieve -- --corpus C.jsonl --queries Q.jsonl [--k 100] [--json] [--mode keyword|vector|fused|reordered] [--cache FOLDER]';

const { values } = parseArgs({
  options: {
    corpus: { type: 'string' },
    queries: { type: 'string' },
    k: { type: 'string', default: '100' },
    mode: { type: 'string', default: 'fused' },
    // Keeps vectors from one run to the next: with a model on this machine 57,000 lines take 20 minutes.
    cache: { type: 'string' },
    // Output is always one JSON object a line; the flag is taken for symmetry with the other commands.
    json: { type: 'boolean', default: false },
  },
});
const limit = Number(values.k);
const mode = RETRIEVAL_MODES.find((name) => name === values.mode);
if (!values.corpus || !values.queries || !mode || !Number.isInteger(limit) || limit < 1) {
  process.stderr.write(`Usage: ${USAGE}\n`);
  process.exit(2);
}
const started = performance.now();
const lines = await readLines(values.corpus, CorpusLine);
const queries = await readLines(values.queries, QueryLine);
progress(`${lines.length} lines and ${queries.length} queries read`);
loadEnvironmentFile();
const { config, secrets } = loadConfig();
const vectorCache = values.cache ? openSqliteVectorCache({ dataDir: values.cache }) : undefined;
const provider = createEmbedderProvider(chooseEmbedder(config, secrets), vectorCache && { vectorCache });
const index = await buildScratchCorpusIndex(lines, {
  provider: mode === 'keyword' ? null : provider,
  onProgress: progress,
});
try {
  progress(`indexed, ${mode} search`);
  const search = createSearcher(mode, index.snapshot, provider);
  const milliseconds: number[] = [];
  for (const { id, text } of queries) {
    const before = performance.now();
    const hits = await search(text, limit);
    milliseconds.push(performance.now() - before);
    process.stdout.write(`${JSON.stringify({ id, hits: hits.map(renderHit) })}\n`);
  }
  const [p50, p99] = [percentile(milliseconds, 0.5), percentile(milliseconds, 0.99)];
  progress(`${queries.length} queries answered, p50 ${p50?.toFixed(1)} ms, p99 ${p99?.toFixed(1)} ms`);
} finally {
  await index.close();
  await provider.close();
  await vectorCache?.close();
}

function renderHit({ clauseId, score }: ScoredClause): { readonly id: string; readonly score: number } {
  return { id: lines[corpusPlaceOf(clauseId)]!.id, score: Number(score.toPrecision(6)) };
}

function progress(message: string): void {
  process.stderr.write(`${((performance.now() - started) / 1000).toFixed(1)} s  ${message}\n`);
}
