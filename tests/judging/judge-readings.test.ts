import { describe, expect, it } from 'vitest';
import {
  featuresOfReadings,
  judgeReadings,
  oddsOf,
  placesToRead,
  type ReadClause,
} from '../../src/judging/judge-readings.ts';

const clause = (score: number, ...readings: number[]): ReadClause => ({
  score,
  readings: readings.map((level) => ({ level, sentences: [] })),
  features: {},
});

describe('what is known after reading', () => {
  it('is the best reading of a clause, and how far it and its score stand out', () => {
    const [first, second] = featuresOfReadings([clause(1, -2, 3), clause(0, 1)]);
    expect(first).toMatchObject({
      reading: 3,
      readingLead: 2,
      readingMean: 0.5,
      readingHighest: 3,
      scoreLead: 1,
    });
    expect(second).toMatchObject({ reading: 1, readingLead: -2, readingHighest: 3, scoreLead: -1 });
  });

  it('stays finite for a clause by itself', () => {
    for (const value of Object.values(featuresOfReadings([clause(2, 4)])[0]!))
      expect(value).toBeLessThan(100);
  });

  it('bears what was known before', () => {
    const proposed: ReadClause = {
      score: 0,
      readings: [{ level: 0, sentences: [] }],
      features: { proposed: 1, cover: 0.7 },
    };
    const [features] = featuresOfReadings([proposed]);
    expect(features).toMatchObject({ proposed: 1, cover: 0.7, score: 0 });
  });

  it('decides by a model of its own', () => {
    const model = { bias: -1, weights: { reading: 1 } };
    const { best, support } = judgeReadings([clause(3, -4), clause(-3, 4)], model);
    expect(best).toBe(1);
    expect(support).toBeGreaterThan(0.9);
    expect(judgeReadings([clause(3, -4), clause(-3, -4)], model).support).toBeLessThan(0.1);
  });
});

describe('which clauses are read', () => {
  it('are the six most probable ones, best first', () => {
    const each = [0.01, 0.3, 0.02, 0.2, 0.03, 0.1, 0.04, 0.05];
    expect(placesToRead({ each, best: 1, support: 0.5 })).toEqual([1, 3, 5, 7, 6, 4]);
  });

  it('have odds against none of them, also where that is impossible', () => {
    expect(oddsOf({ each: [0.4, 0.2], best: 0, support: 0.5 }, 0)).toBeCloseTo(0);
    expect(oddsOf({ each: [1, 0], best: 0, support: 1 }, 0)).toBeLessThan(25);
    expect(oddsOf({ each: [1, 0], best: 0, support: 1 }, 1)).toBeGreaterThan(-25);
  });
});
