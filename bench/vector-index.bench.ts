/** What do vectors cost (training, embedding, graph, query), and how much does the graph miss of what exact search finds? */
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { createClauseTable } from '../src/clause-index/adapters/embedded/records/clause-table.ts';
import { createUnitTable } from '../src/clause-index/adapters/embedded/records/unit-table.ts';
import {
  createEmbeddedVectorIndex,
  EXACT_SEARCH_LIMIT,
} from '../src/clause-index/adapters/embedded/vectors/embedded-vector-index.ts';
import { openHnswGraph, saveHnswGraph } from '../src/clause-index/adapters/embedded/vectors/hnsw-graph.ts';
import { buildPassageVectors } from '../src/clause-index/adapters/embedded/vectors/passage-vectors.ts';
import type { PassageVector } from '../src/clause-index/ports/index-publisher.ts';
import type { VectorIndex } from '../src/clause-index/ports/vector-index.ts';
import { type SearchScope, UNRESTRICTED } from '../src/domain/search-scope.ts';
import { createEmbedderProvider } from '../src/models/create-embedder-provider.ts';
import { type BenchCorpus, loadBenchCorpus } from './clause-index/bench-corpus.ts';
import { type BenchRow, latencyRow, printRows, secondsRow, timeEach } from './clause-index/bench-row.ts';
import { corpusDocument } from './retrieve/corpus-clauses.ts';

const LIMIT = 100;
/** Exact search takes some milliseconds a query at full size; so many tell enough. */
const COMPARED_QUERIES = 300;

export async function run(corpus: BenchCorpus): Promise<BenchRow[]> {
  const texts = corpus.lines.map(({ title, text }) => `${title}\n${text}`);
  let started = performance.now();
  const { embedder, state } = await createEmbedderProvider({ kind: 'local' }).forIngest(texts, null);
  const trainingMs = performance.now() - started;
  started = performance.now();
  const passages = (await embedder.embedDocuments(texts)).map((vector, clause) => ({ clause, vector }));
  const embeddingMs = performance.now() - started;
  const queries = await Promise.all(corpus.queries.map(({ text }) => embedder.embedQuery(text)));
  const rows = [
    { name: 'embedder', value: `${embedder.id}, ${embedder.dimension} dimensions` },
    { name: 'embedder state', value: `${((state?.length ?? 0) / 2 ** 20).toFixed(1)} MiB` },
    secondsRow('training', trainingMs),
    secondsRow('embedding', embeddingMs),
    latencyRow('embedding a query', await timeEach(corpus.queries, ({ text }) => embedder.embedQuery(text))),
  ];
  for (const size of [EXACT_SEARCH_LIMIT / 2, EXACT_SEARCH_LIMIT, EXACT_SEARCH_LIMIT * 2]) {
    if (size >= passages.length) break;
    const index = createIndex(corpus, passages.slice(0, size), embedder.dimension);
    rows.push(
      latencyRow(`exact, ${size} passages`, await timeSearches(index, queries.slice(0, COMPARED_QUERIES))),
    );
  }
  rows.push(...(await compareGraph(corpus, { passages, queries, dimension: embedder.dimension })));
  return rows;
}

async function compareGraph(
  corpus: BenchCorpus,
  measured: {
    readonly passages: readonly PassageVector[];
    readonly queries: readonly number[][];
    readonly dimension: number;
  },
): Promise<BenchRow[]> {
  const { passages, queries, dimension } = measured;
  const exact = createIndex(corpus, passages, dimension);
  const compared = queries.slice(0, COMPARED_QUERIES);
  const rows = [latencyRow(`exact, ${passages.length} passages`, await timeSearches(exact, compared))];
  const folder = await mkdtemp(join(tmpdir(), 'tiaowen-bench-'));
  try {
    const path = join(folder, 'hnsw.bin');
    const vectors = buildPassageVectors(passages, { dimension, clauseCount: corpus.lines.length });
    let started = performance.now();
    if (!(await saveHnswGraph(path, vectors)))
      return [...rows, { name: 'graph', value: 'hnswlib-node is missing' }];
    rows.push(secondsRow('graph, build and save', performance.now() - started));
    started = performance.now();
    const graph = await openHnswGraph(path, dimension);
    rows.push(secondsRow('graph, open', performance.now() - started));
    const index = createIndex(corpus, passages, dimension, graph);
    rows.push(latencyRow(`graph, ${passages.length} passages`, await timeSearches(index, queries)));
    const half = { ...UNRESTRICTED, documentIds: ['corpus'] };
    rows.push(latencyRow('graph, with a filter that allows all', await timeSearches(index, queries, half)));
    for (const depth of [10, LIMIT]) {
      rows.push({
        name: `graph, recall@${depth} against exact`,
        value: (await measureAgreement(index, exact, { queries: compared, depth })).toFixed(4),
      });
    }
  } finally {
    await rm(folder, { recursive: true });
  }
  return rows;
}

function createIndex(
  corpus: BenchCorpus,
  passages: readonly PassageVector[],
  dimension: number,
  graph: Awaited<ReturnType<typeof openHnswGraph>> = null,
): VectorIndex {
  const count = passages.length;
  const table = createClauseTable([corpusDocument(corpus.lines)], {
    clauseIds: Array.from({ length: count }, (_, line) => String(line)),
    clauseCounts: [count],
  });
  const vectors = buildPassageVectors(passages, { dimension, clauseCount: count });
  return createEmbeddedVectorIndex(vectors, graph, {
    table,
    units: createUnitTable({ names: [], taskIds: {} }),
  });
}

async function timeSearches(
  index: VectorIndex,
  queries: readonly number[][],
  scope: SearchScope = UNRESTRICTED,
): Promise<number[]> {
  const search = (query: number[]) => index.search([query], { limit: LIMIT, scope });
  await timeEach(queries.slice(0, 50), search);
  return await timeEach(queries, search);
}

/** Share of the exact results that the other index finds too. */
async function measureAgreement(
  index: VectorIndex,
  exact: VectorIndex,
  options: { readonly queries: readonly number[][]; readonly depth: number },
): Promise<number> {
  const settings = { limit: options.depth, scope: UNRESTRICTED };
  let wanted = 0;
  let found = 0;
  for (const query of options.queries) {
    const [[truth], [hits]] = await Promise.all([
      exact.search([query], settings),
      index.search([query], settings),
    ]);
    const ids = new Set(hits!.map(({ clauseId }) => clauseId));
    wanted += truth!.length;
    found += truth!.filter(({ clauseId }) => ids.has(clauseId)).length;
  }
  return wanted === 0 ? 1 : found / wanted;
}

if (import.meta.url === pathToFileURL(process.argv[1] ?? '').href) {
  const corpus = await loadBenchCorpus();
  printRows(corpus.description, await run(corpus));
}
