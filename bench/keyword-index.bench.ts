/**
 * How fast is the keyword index beside a well-kept engine on the same terms? One field of character pairs, the workload
 * for which the targets were set; then all fields with the real terms. Both engines must agree before they are timed.
 */
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import MiniSearch, { type SearchResult } from 'minisearch';
import { readChecked, writeDurably } from '../src/clause-index/adapters/embedded/files/durable-files.ts';
import { buildKeywordPostings } from '../src/clause-index/adapters/embedded/keywords/build-keyword-postings.ts';
import type { ClauseTerms } from '../src/clause-index/adapters/embedded/keywords/clause-terms.ts';
import { createEmbeddedKeywordIndex } from '../src/clause-index/adapters/embedded/keywords/embedded-keyword-index.ts';
import { KEYWORD_PARAMETERS } from '../src/clause-index/adapters/embedded/keywords/keyword-parameters.ts';
import {
  decodeKeywordPostings,
  encodeKeywordPostings,
} from '../src/clause-index/adapters/embedded/keywords/keyword-postings.ts';
import { createClauseTable } from '../src/clause-index/adapters/embedded/records/clause-table.ts';
import { createUnitTable } from '../src/clause-index/adapters/embedded/records/unit-table.ts';
import type { KeywordIndex } from '../src/clause-index/ports/keyword-index.ts';
import { UNRESTRICTED } from '../src/domain/search-scope.ts';
import { extractTerms } from '../src/language/terms.ts';
import { DISK_FILES } from '../src/storage/files/disk-files.ts';
import { type BenchCorpus, loadBenchCorpus } from './clause-index/bench-corpus.ts';
import { type BenchRow, latencyRow, printRows, secondsRow, timeEach } from './clause-index/bench-row.ts';
import { corpusDocument } from './retrieve/corpus-clauses.ts';

const LIMIT = 100;
/** The other engine needs some 50 ms a query; so many tell enough. */
const COMPARED_QUERIES = 200;
/** BM25 with the parameters of our body field, without the additions of BM25+. */
const MINISEARCH_BM25 = {
  k: KEYWORD_PARAMETERS.saturation,
  b: KEYWORD_PARAMETERS.fields.body.lengthPenalty,
  d: 0,
};

export async function run(corpus: BenchCorpus): Promise<BenchRow[]> {
  const rows: BenchRow[] = [];
  const texts = corpus.lines.map(({ title, text }) => `${title}\n${text}`);
  const pairs = await buildIndex(
    texts.map((text) => ({ ...NO_TERMS, body: listPairs(text) })),
    corpus,
  );
  const pairQueries = corpus.queries.map(({ text }) => listPairs(text));
  const other = buildMiniSearch(texts);
  const compared = pairQueries.slice(0, COMPARED_QUERIES);
  let agreed = 0;
  for (const terms of compared) {
    const [best] = await search(pairs.index, terms, 1);
    if (best?.clauseId === findBest(other.engine.search(terms.join(' ')))) agreed++;
  }
  if (agreed < compared.length * 0.8) {
    throw new Error(
      `only ${agreed} of ${compared.length} best results agree: the engines do not do the same work`,
    );
  }
  await timeEach(pairQueries, (terms) => search(pairs.index, terms, LIMIT));
  const ours = await timeEach(pairQueries, (terms) => search(pairs.index, terms, LIMIT));
  const theirs = await timeEach(compared, async (terms) => other.engine.search(terms.join(' ')));
  const oursCompared = ours.slice(0, compared.length);
  rows.push(
    secondsRow('character pairs, build', pairs.buildMs),
    secondsRow('character pairs, load from file with checksum', pairs.loadMs),
    latencyRow('character pairs, query', ours),
    secondsRow('MiniSearch on the same terms, build', other.buildMs),
    latencyRow('MiniSearch on the same terms, query', theirs),
    { name: 'ratio of total query time', value: `${(sum(theirs) / sum(oursCompared)).toFixed(0)} ×` },
    { name: 'same best result', value: `${agreed} of ${compared.length}` },
    ...(await measureRecall('character pairs', pairs.index, corpus, listPairs)),
  );

  const full = await buildIndex(
    corpus.lines.map(({ title, text }) => ({
      ...NO_TERMS,
      title: extractTerms(title),
      body: extractTerms(text),
    })),
    corpus,
  );
  const termQueries = corpus.queries.map(({ text }) => extractTerms(text));
  await timeEach(termQueries, (terms) => search(full.index, terms, LIMIT));
  rows.push(
    secondsRow('all terms, build', full.buildMs),
    secondsRow('all terms, load from file with checksum', full.loadMs),
    latencyRow('all terms, query', await timeEach(termQueries, (terms) => search(full.index, terms, LIMIT))),
    ...(await measureRecall('all terms', full.index, corpus, extractTerms)),
  );
  return rows;
}

const NO_TERMS: ClauseTerms = { title: [], trail: [], units: [], body: [], document: [] };

function listPairs(text: string): string[] {
  const pairs: string[] = [];
  const plain = text.replace(/\s/g, '');
  for (let i = 0; i + 1 < plain.length; i++) pairs.push(plain.slice(i, i + 2));
  return pairs;
}

async function buildIndex(clauses: readonly ClauseTerms[], corpus: BenchCorpus) {
  let started = performance.now();
  const built = await buildKeywordPostings(clauses, KEYWORD_PARAMETERS);
  const buildMs = performance.now() - started;
  const folder = await mkdtemp(join(tmpdir(), 'tiaowen-bench-'));
  const file = join(folder, 'keywords.bin');
  const check = await writeDurably(DISK_FILES, file, encodeKeywordPostings(built));
  started = performance.now();
  const postings = decodeKeywordPostings(await readChecked(DISK_FILES, file, check), file);
  const loadMs = performance.now() - started;
  await rm(folder, { recursive: true });
  const table = createClauseTable([corpusDocument(corpus.lines)], {
    clauseIds: corpus.lines.map((_, line) => String(line)),
    clauseCounts: [corpus.lines.length],
  });
  const index = createEmbeddedKeywordIndex(postings, table, createUnitTable({ names: [], taskIds: {} }));
  return { index, buildMs, loadMs };
}

function buildMiniSearch(texts: readonly string[]) {
  const engine = new MiniSearch<{ id: number; text: string }>({
    fields: ['text'],
    tokenize: (text) => listPairs(text),
    processTerm: (term) => term,
    searchOptions: { tokenize: (text) => text.split(' '), bm25: MINISEARCH_BM25 },
  });
  const started = performance.now();
  engine.addAll(texts.map((text, id) => ({ id, text })));
  return { engine, buildMs: performance.now() - started };
}

/** MiniSearch multiplies each sum by the number of query terms found; undone here, for the comparison alone. */
function findBest(results: readonly SearchResult[]): string | undefined {
  let best: SearchResult | undefined;
  for (const result of results) {
    if (!best || result.score / result.queryTerms.length > best.score / best.queryTerms.length) best = result;
  }
  return best && String(best.id);
}

async function search(index: KeywordIndex, terms: readonly string[], limit: number) {
  const query = terms.map((term) => ({ term }));
  const [hits] = await index.search([query], { limit, scope: UNRESTRICTED });
  return hits!;
}

async function measureRecall(
  name: string,
  index: KeywordIndex,
  corpus: BenchCorpus,
  extract: (text: string) => string[],
): Promise<BenchRow[]> {
  const judged = corpus.queries.filter(({ id }) => corpus.relevant.has(id));
  if (judged.length === 0) return [];
  const recalls = { 10: 0, 100: 0 };
  for (const { id, text } of judged) {
    const relevant = corpus.relevant.get(id)!;
    const found = (await search(index, extract(text), 100)).map(
      (hit) => corpus.lines[Number(hit.clauseId)]!.id,
    );
    for (const depth of [10, 100] as const) {
      recalls[depth] += found.slice(0, depth).filter((line) => relevant.has(line)).length / relevant.size;
    }
  }
  const [at10, at100] = [recalls[10] / judged.length, recalls[100] / judged.length];
  return [{ name: `${name}, R@10 · R@100`, value: `${at10.toFixed(3)} · ${at100.toFixed(3)}` }];
}

function sum(values: readonly number[]): number {
  return values.reduce((total, value) => total + value, 0);
}

if (import.meta.url === pathToFileURL(process.argv[1] ?? '').href) {
  const corpus = await loadBenchCorpus();
  printRows(corpus.description, await run(corpus));
}
