import { describe, expect, it } from 'vitest';
import { minimise } from '../../bench/training/minimise.ts';

describe('minimise', () => {
  it('finds where a stretched bowl is least', () => {
    const least = [3, -2, 0.5];
    const stretch = [1, 100, 0.01];
    const weights = minimise(3, (at, slope) => {
      let value = 0;
      least.forEach((target, j) => {
        slope[j] = 2 * stretch[j]! * (at[j]! - target);
        value += stretch[j]! * (at[j]! - target) ** 2;
      });
      return value;
    });
    least.forEach((target, j) => void expect(weights[j]).toBeCloseTo(target, 3));
  });

  it('stays where nothing can be gained', () => {
    expect([
      ...minimise(2, (_, slope) => {
        slope.fill(0);
        return 1;
      }),
    ]).toEqual([0, 0]);
  });
});
