import { describe, expect, it } from 'vitest';
import { findBrokenFloors, parseFloor } from '../../bench/quality/floors.ts';
import { percentile, wilsonInterval } from '../../bench/quality/intervals.ts';
import type { CaseScore } from '../../bench/quality/score-case.ts';
import { measuresOf, summarizeByKind, summarizeScores } from '../../bench/quality/summarize-scores.ts';

const score = (change: Partial<CaseScore>): CaseScore => ({
  id: 'x',
  kind: 'who',
  refuse: false,
  refused: false,
  checks: { recall: true, clean: true, units: null, answer: null, refusal: true },
  whollyRight: true,
  cited: 1,
  citedRight: 1,
  goldCited: 1,
  goldTotal: 1,
  unitPairs: null,
  lengthRatio: null,
  isBareQuote: null,
  failures: [],
  ...change,
});

const SCORES = [
  score({
    unitPairs: { hits: 3, extra: 1, missed: 0 },
    checks: { recall: true, clean: true, units: false, answer: true, refusal: true },
    whollyRight: false,
  }),
  score({ kind: 'list', cited: 4, citedRight: 3, goldCited: 3, goldTotal: 5, lengthRatio: 2 }),
  score({
    kind: 'refuse',
    refuse: true,
    refused: true,
    checks: { recall: null, clean: null, units: null, answer: null, refusal: true },
    cited: 0,
    citedRight: 0,
    goldCited: 0,
    goldTotal: 0,
  }),
  score({
    kind: 'refuse',
    refuse: true,
    checks: { recall: null, clean: null, units: null, answer: null, refusal: false },
    whollyRight: false,
    cited: 2,
    citedRight: 0,
    goldTotal: 0,
  }),
  score({
    refused: true,
    cited: 0,
    citedRight: 0,
    checks: { recall: false, clean: true, units: null, answer: null, refusal: false },
    whollyRight: false,
  }),
];

describe('summarizeScores', () => {
  const summary = summarizeScores(SCORES);

  it('keeps citations of refuse cases out of precision', () => {
    expect(summary.citationPrecision).toMatchObject({ hits: 4, total: 5 });
  });

  it('tells false answers from false refusals', () => {
    expect(summary.falseAnswers).toMatchObject({ hits: 1, total: 2 });
    expect(summary.falseRefusals).toMatchObject({ hits: 1, total: 3 });
    expect(summary.refusalAccuracy).toMatchObject({ hits: 3, total: 5 });
  });

  it('sums unit pairs and list clauses over cases', () => {
    expect(summary.unitF1).toBeCloseTo(6 / 7);
    expect(summary.listRecall.value).toBeCloseTo(0.6);
    expect(summary.listPrecision.value).toBeCloseTo(0.75);
    expect(summary.answerLength).toBe(2);
  });

  it('counts only cases that a check applies to', () => {
    expect(summary.unitExact).toMatchObject({ hits: 0, total: 1 });
    expect(summary.answerHit).toMatchObject({ hits: 1, total: 1 });
    expect(summary.whollyRight).toMatchObject({ hits: 2, total: 5 });
  });
});

describe('floors', () => {
  const measures = measuresOf(summarizeScores(SCORES), summarizeByKind(SCORES));
  it.each([
    ['whollyRight=0.4', 0],
    ['whollyRight=0.41', 1],
    ['list.whollyRight=1', 0],
    ['falseAnswers=0.5', 0],
    ['falseAnswers=0.4', 1],
    ['refuse.unitExact=0', 1],
  ])('%s breaks %i', (floor, broken) => {
    expect(findBrokenFloors(measures, [parseFloor(floor)])).toHaveLength(broken);
  });

  it.each(['whollyRight', 'whollyRight=', 'whollyRight=high', '=0.5'])('refuses %s', (floor) => {
    expect(() => parseFloor(floor)).toThrow(/--floor/);
  });

  it('refuses a figure that does not exist', () => {
    expect(() => findBrokenFloors(measures, [parseFloor('holyRight=0.5')])).toThrow(/no figure holyRight/);
  });
});

describe('intervals', () => {
  it.each([
    [0, 10, 0, 0.2775],
    [9, 10, 0.5958, 0.9821],
    [84, 120, 0.6127, 0.7748],
    [0, 0, 0, 1],
  ])('Wilson of %i in %i', (hits, total, low, high) => {
    const interval = wilsonInterval(hits, total);
    expect(interval.low).toBeCloseTo(low, 3);
    expect(interval.high).toBeCloseTo(high, 3);
  });

  it('takes the nearest rank', () => {
    expect(percentile([3, 1, 2, 4], 0.5)).toBe(2);
    expect(percentile([3, 1, 2, 4], 0.99)).toBe(4);
    expect(percentile([], 0.5)).toBeNull();
  });
});
