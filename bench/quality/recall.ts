import { createRandom } from '../../src/models/adapters/local/seeded-random.ts';
import type { Interval } from './intervals.ts';

/** Relevant ids by query id. */
export type Judgements = ReadonlyMap<string, ReadonlySet<string>>;

/** Ids found for each query, best first. */
export type Run = ReadonlyMap<string, readonly string[]>;

/** Reads `query_id⇥corpus_id⇥score` lines under a head line; a score of 0 means not relevant. */
export function parseJudgements(tsv: string): Judgements {
  const judgements = new Map<string, Set<string>>();
  for (const line of tsv.split('\n').slice(1)) {
    const [query, id, score] = line.trim().split('\t');
    if (!query || !id || Number(score) <= 0) continue;
    judgements.set(query, (judgements.get(query) ?? new Set()).add(id));
  }
  return judgements;
}

/** Reads what `npm run retrieve` prints: one `{"id", "hits": [{"id"}]}` a line. */
export function parseRun(jsonLines: string): Run {
  const lines = jsonLines.split('\n').filter((line) => line.trim() !== '');
  return new Map(
    lines.map((line) => {
      const { id, hits } = JSON.parse(line) as { id: string; hits: readonly { id: string }[] };
      return [id, hits.map((hit) => hit.id)];
    }),
  );
}

/** Share of each query's relevant ids among its first `k` hits, in the order of the judgements. */
export function recallByQuery(run: Run, judgements: Judgements, k: number): number[] {
  return [...judgements].map(([query, relevant]) => {
    const top = new Set(run.get(query)?.slice(0, k));
    return [...relevant].filter((id) => top.has(id)).length / relevant.size;
  });
}

/** One over the rank of each query's first relevant hit, 0 where there is none, in the order of the judgements. */
export function reciprocalRanks(run: Run, judgements: Judgements): number[] {
  return [...judgements].map(([query, relevant]) => {
    const place = run.get(query)?.findIndex((id) => relevant.has(id)) ?? -1;
    return place < 0 ? 0 : 1 / (place + 1);
  });
}

export interface PairedDifference {
  /** Mean of `after − before`. */
  readonly difference: number;
  /** 95 % of the resampled means. */
  readonly interval: Interval;
}

/**
 * Mean difference of two paired lists with its bootstrap interval; the same seed gives the same interval.
 * Throws RangeError when the lists differ in length or are empty.
 */
export function pairedBootstrap(
  before: readonly number[],
  after: readonly number[],
  { samples = 10_000, seed = 1 }: { readonly samples?: number; readonly seed?: number } = {},
): PairedDifference {
  if (before.length !== after.length || before.length === 0) {
    throw new RangeError(`cannot pair ${before.length} with ${after.length} values`);
  }
  const differences = after.map((value, index) => value - before[index]!);
  const random = createRandom(seed);
  const means: number[] = [];
  for (let sample = 0; sample < samples; sample++) {
    let sum = 0;
    for (let draw = 0; draw < differences.length; draw++) {
      sum += differences[Math.floor(random() * differences.length)]!;
    }
    means.push(sum / differences.length);
  }
  means.sort((a, b) => a - b);
  return {
    difference: mean(differences),
    interval: { low: means[Math.floor(samples * 0.025)]!, high: means[Math.ceil(samples * 0.975) - 1]! },
  };
}

export function mean(values: readonly number[]): number {
  return values.reduce((sum, value) => sum + value, 0) / values.length;
}
