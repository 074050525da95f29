import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { fuseRankings } from '../../src/retrieval/fuse-rankings.ts';

const hits = fc
  .uniqueArray(
    fc.record({
      clauseId: fc.stringMatching(/^d:[0-9]{1,2}$/),
      score: fc.double({ min: 0.001, max: 50, noNaN: true }),
    }),
    {
      selector: (hit) => hit.clauseId,
      maxLength: 12,
    },
  )
  .map((list) => [...list].sort((a, b) => b.score - a.score));

describe('fuseRankings', () => {
  it('lets scores that lie close together tell what they tell: how far each is below the best', () => {
    const near = [
      { clauseId: 'a', score: 0.9 },
      { clauseId: 'b', score: 0.85 },
      { clauseId: 'c', score: 0.7 },
      { clauseId: 'd', score: 0.6 },
    ];
    const fused = fuseRankings([{ hits: near, weight: 0.6, spread: 0.2 }], 10);
    expect(fused.map(({ clauseId, score }) => [clauseId, Number(score.toFixed(3))])).toEqual([
      ['a', 0.6],
      ['b', 0.45],
      ['c', 0],
      ['d', 0],
    ]);
  });

  it('puts first what both rankings have first', () => {
    const fused = fuseRankings(
      [
        {
          hits: [
            { clauseId: 'a', score: 12 },
            { clauseId: 'b', score: 3 },
          ],
          weight: 0.7,
        },
        {
          hits: [
            { clauseId: 'a', score: 0.9 },
            { clauseId: 'c', score: 0.8 },
          ],
          weight: 0.3,
        },
      ],
      10,
    );
    expect(fused.map((hit) => hit.clauseId)).toEqual(['a', 'c', 'b']);
    expect(fused[0]!.score).toBeCloseTo(1);
  });

  it('returns each clause once, best first, within the limit, the same on every run', () => {
    fc.assert(
      fc.property(hits, hits, fc.integer({ min: 1, max: 10 }), (a, b, limit) => {
        const rankings = [
          { hits: a, weight: 0.6 },
          { hits: b, weight: 0.4 },
        ];
        const fused = fuseRankings(rankings, limit);
        expect(fused.length).toBeLessThanOrEqual(limit);
        expect(new Set(fused.map((hit) => hit.clauseId)).size).toBe(fused.length);
        for (let i = 1; i < fused.length; i++)
          expect(fused[i]!.score).toBeLessThanOrEqual(fused[i - 1]!.score);
        expect(fuseRankings(rankings, limit)).toEqual(fused);
      }),
    );
  });

  it('keeps the order of a ranking that stands alone', () => {
    fc.assert(
      fc.property(hits, (list) => {
        const scores = new Map(list.map((hit) => [hit.clauseId, hit.score]));
        const fused = fuseRankings([{ hits: list, weight: 1 }], 20);
        for (let i = 1; i < fused.length; i++) {
          expect(scores.get(fused[i]!.clauseId)!).toBeLessThanOrEqual(scores.get(fused[i - 1]!.clauseId)!);
        }
      }),
    );
  });
});
