import fc from 'fast-check';
import { expect, it } from 'vitest';
import { TopClauses } from '../../src/clause-index/adapters/embedded/top-clauses.ts';

it('keeps what sorting would keep, of equal scores the first, in whatever order they are offered', () => {
  fc.assert(
    fc.property(
      fc.array(fc.integer({ min: 0, max: 5 }), { maxLength: 60 }),
      fc.nat({ max: 70 }),
      fc.infiniteStream(fc.nat()),
      (scores, limit, shuffle) => {
        const clauseIds = scores.map((_, i) => `c${i}`);
        const top = new TopClauses(limit, scores.length);
        const offers = scores.map((score, clause) => ({ score, clause, place: shuffle.next().value! }));
        for (const { score, clause } of offers.sort((a, b) => a.place - b.place)) top.offer(clause, score);
        const expected = scores
          .map((score, clause) => ({ clauseId: clauseIds[clause]!, score, clause }))
          .sort((a, b) => b.score - a.score || a.clause - b.clause)
          .slice(0, limit)
          .map(({ clauseId, score }) => ({ clauseId, score }));
        expect(top.rank(clauseIds)).toEqual(expected);
        expect(top.size).toBe(expected.length);
      },
    ),
  );
});
