import { describe, expect, it } from 'vitest';
import { areaUnderCurve, crossValidate, fitLogistic, logOddsOf } from '../../bench/quality/logistic.ts';

/** True where the first number is above the second by more than a fifth. */
const rows = Array.from({ length: 200 }, (_, i) => [((i * 37) % 100) / 100, ((i * 61) % 100) / 100]);
const labels = rows.map(([a, b]) => a! - b! > 0.2);

describe('logistic regression', () => {
  it('finds which numbers speak for and which against', () => {
    const fit = fitLogistic(rows, labels, 0.1);
    expect(fit.weights[0]).toBeGreaterThan(0);
    expect(fit.weights[1]).toBeLessThan(0);
    const right = rows.filter((row, i) => logOddsOf(row, fit) > 0 === labels[i]).length;
    expect(right / rows.length).toBeGreaterThan(0.93);
  });

  it('a ridge holds the weights small', () => {
    const loose = fitLogistic(rows, labels, 0.1);
    const tight = fitLogistic(rows, labels, 50);
    expect(Math.abs(tight.weights[0]!)).toBeLessThan(Math.abs(loose.weights[0]!));
  });

  it('judges rows by fits that have not seen their group', () => {
    const groups = rows.map((_, i) => `group ${i % 40}`);
    const odds = crossValidate(rows, labels, groups);
    expect(odds).toHaveLength(rows.length);
    expect(areaUnderCurve(odds, labels)).toBeGreaterThan(0.95);
    // Labels that follow the group alone cannot be foreseen for a group that was left out.
    const byGroup = groups.map((group) => Number(group.split(' ')[1]) % 2 === 0);
    expect(areaUnderCurve(crossValidate(rows, byGroup, groups), byGroup)).toBeLessThan(0.75);
  });

  it('refuses to fit nothing', () => {
    expect(() => fitLogistic([], [])).toThrow(RangeError);
  });

  it('counts ties half', () => {
    expect(areaUnderCurve([1, 1], [true, false])).toBe(0.5);
    expect(areaUnderCurve([2, 1], [true, false])).toBe(1);
  });
});
