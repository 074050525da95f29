import { describe, expect, it } from 'vitest';
import { type ChoiceCase, fitChoice } from '../../bench/training/fit-choice.ts';

/** Of two clauses the one with the larger first feature answers; none where both are small. The second feature is noise. */
function sample(count: number): ChoiceCase[] {
  return Array.from({ length: count }, (_, i) => {
    const isAnswerable = i % 4 !== 0;
    const noise = ((i * 7919) % 13) / 13;
    const high = isAnswerable ? 0.7 + ((i * 31) % 10) / 40 : 0.2;
    return {
      rows: [
        [0.1, noise],
        [high, 1 - noise],
      ],
      right: [false, isAnswerable],
    };
  });
}

describe('fitChoice', () => {
  it('learns what tells an answer, and that there may be none', () => {
    const { bias, weights } = fitChoice(sample(80), 0.1);
    const score = (row: readonly number[]) =>
      bias + row.reduce((sum, value, i) => sum + value * weights[i]!, 0);
    expect(weights[0]!).toBeGreaterThan(Math.abs(weights[1]!));
    expect(score([0.9, 0.5])).toBeGreaterThan(0);
    expect(score([0.2, 0.5])).toBeLessThan(0);
  });

  it('gives the same weights again', () => {
    expect(fitChoice(sample(20))).toEqual(fitChoice(sample(20)));
  });

  it('refuses to fit nothing', () => {
    expect(() => fitChoice([])).toThrow(RangeError);
  });
});
