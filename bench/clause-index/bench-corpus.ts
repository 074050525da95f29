import { readdirSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { createRandom } from '../../src/models/adapters/local/seeded-random.ts';
import { CorpusLine, QueryLine, readLines } from '../retrieve/read-lines.ts';

/** What the index benchmarks run on. */
export interface BenchCorpus {
  /** Shown with every figure. */
  readonly description: string;
  readonly lines: readonly CorpusLine[];
  readonly queries: readonly QueryLine[];
  /** Relevant corpus ids by query id; empty where nobody has judged. */
  readonly relevant: ReadonlyMap<string, ReadonlySet<string>>;
}

const SYNTHETIC_LINES = 57_687;
const SYNTHETIC_QUERIES = 500;
/** Share of characters that are replaced, so that lines made of the same sentences differ. */
const NOISE = 0.15;

/**
 * The corpus that BENCH_CORPUS and BENCH_QUERIES name (files of `{id,title,text}` and `{id,text}` lines; BENCH_QRELS may
 * add `query_id⇥corpus_id⇥score` judgements); without them lines put together from the sentences of the seeds, as many
 * as the statute articles for which the targets were set.
 */
export async function loadBenchCorpus(environment: NodeJS.ProcessEnv = process.env): Promise<BenchCorpus> {
  const { BENCH_CORPUS, BENCH_QUERIES, BENCH_QRELS } = environment;
  if (!BENCH_CORPUS || !BENCH_QUERIES) return composeCorpus();
  const lines = await readLines(BENCH_CORPUS, CorpusLine);
  const queries = await readLines(BENCH_QUERIES, QueryLine);
  const relevant = BENCH_QRELS ? readJudgements(BENCH_QRELS) : new Map<string, Set<string>>();
  return { description: `${lines.length} lines, ${queries.length} queries`, lines, queries, relevant };
}

function readJudgements(file: string): Map<string, Set<string>> {
  const relevant = new Map<string, Set<string>>();
  for (const line of readFileSync(file, 'utf8').split('\n').slice(1)) {
    const [query, clause, score] = line.trim().split('\t');
    if (!query || !clause || Number(score) <= 0) continue;
    relevant.set(query, (relevant.get(query) ?? new Set()).add(clause));
  }
  return relevant;
}

function composeCorpus(): BenchCorpus {
  const folder = fileURLToPath(new URL('../../seeds/', import.meta.url));
  const text = readdirSync(folder)
    .filter((name) => name.endsWith('.txt'))
    .map((name) => readFileSync(`${folder}${name}`, 'utf8'))
    .join('\n');
  const sentences = text.split(/[。；\n]/).filter((sentence) => sentence.length > 10);
  const random = createRandom(57_687);
  const pick = <T>(items: ArrayLike<T>): T => items[Math.floor(random() * items.length)]!;
  const vary = (sentence: string) =>
    [...sentence].map((character) => (random() < NOISE ? pick(text) : character)).join('');
  const lines = Array.from({ length: SYNTHETIC_LINES }, (_, id) => ({
    id: String(id),
    title: vary(pick(sentences)).slice(0, 12),
    text: Array.from({ length: 3 }, () => vary(pick(sentences))).join('。'),
  }));
  const queries = Array.from({ length: SYNTHETIC_QUERIES }, (_, id) => ({
    id: String(id),
    text: vary(pick(lines).text.slice(0, 25)),
  }));
  const description = `${lines.length} lines composed from the seeds (no BENCH_CORPUS), ${queries.length} queries`;
  return { description, lines, queries, relevant: new Map() };
}
