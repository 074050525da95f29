import { describe, expect, it } from 'vitest';
import {
  mean,
  pairedBootstrap,
  parseJudgements,
  parseRun,
  recallByQuery,
} from '../../bench/quality/recall.ts';

const judgements = parseJudgements(
  'query_id\tcorpus_id\tscore\nq1\ta\t1\nq1\tb\t1\nq2\tc\t1\nq2\td\t0\nq3\te\t1\n',
);
const run = parseRun(
  '{"id":"q1","hits":[{"id":"x","score":3},{"id":"a","score":2},{"id":"b","score":1}]}\n{"id":"q2","hits":[{"id":"c","score":1}]}\n',
);

describe('recallByQuery', () => {
  it.each([
    [1, [0, 1, 0]],
    [2, [0.5, 1, 0]],
    [3, [1, 1, 0]],
  ])('at %i, a query without hits counts 0', (k, expected) => {
    expect(recallByQuery(run, judgements, k)).toEqual(expected);
  });
});

describe('pairedBootstrap', () => {
  const before = Array.from({ length: 200 }, (_, i) => (i % 3 === 0 ? 1 : 0));

  it('finds no difference in a run beside itself', () => {
    expect(pairedBootstrap(before, before)).toEqual({ difference: 0, interval: { low: 0, high: 0 } });
  });

  it('surrounds a clear gain, the same on every run', () => {
    const after = before.map((value, i) => (i % 4 === 0 ? 1 : value));
    const result = pairedBootstrap(before, after, { samples: 2_000 });
    expect(result.difference).toBeCloseTo(mean(after) - mean(before));
    expect(result.interval.low).toBeGreaterThan(0);
    expect(result.interval.low).toBeLessThan(result.difference);
    expect(result.interval.high).toBeGreaterThan(result.difference);
    expect(pairedBootstrap(before, after, { samples: 2_000 })).toEqual(result);
  });

  it('refuses lists that are not paired', () => {
    expect(() => pairedBootstrap([1], [1, 0])).toThrow(RangeError);
    expect(() => pairedBootstrap([], [])).toThrow(RangeError);
  });
});
