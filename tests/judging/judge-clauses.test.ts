import { describe, expect, it } from 'vitest';
import { type JudgeModel, judgeClauses } from '../../src/judging/judge-clauses.ts';

const MODEL: Pick<JudgeModel, 'bias' | 'weights'> = { bias: -2, weights: { cover: 5, lead: 2 } };

describe('judgeClauses', () => {
  it('gives no clause any support where none was found', () => {
    expect(judgeClauses([], MODEL)).toEqual({ each: [], best: -1, support: 0 });
  });

  it('leaves a share for none of them, and prefers what covers more', () => {
    const { each, best, support } = judgeClauses([{ cover: 0.2 }, { cover: 0.9 }], MODEL);
    expect(best).toBe(1);
    expect(each[0]! + each[1]!).toBeLessThan(1);
    expect(support).toBeGreaterThan(each[1]!);
    expect(support).toBeLessThanOrEqual(1);
  });

  it('is less sure of one of two that fit alike than of one alone', () => {
    const alone = judgeClauses([{ cover: 0.9 }, { cover: 0.1 }], MODEL);
    const shared = judgeClauses([{ cover: 0.9 }, { cover: 0.9 }], MODEL);
    expect(shared.each[0]!).toBeLessThan(alone.each[0]!);
  });

  it('takes a feature that a clause lacks for 0, and stays finite for extreme ones', () => {
    const { each } = judgeClauses([{ cover: 1e6 }, {}], MODEL);
    expect(each[0]).toBeCloseTo(1);
    expect(each[1]).toBeGreaterThanOrEqual(0);
  });
});
