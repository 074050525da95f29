import { describe, expect, it } from 'vitest';
import { type SearchScope, UNRESTRICTED } from '../../src/domain/search-scope.ts';
import { type CreateEngine, HARBOUR, HEALTH, makeContents, visibleOnly } from './index-fixtures.ts';
import { usePublished } from './use-published.ts';

/** What every VectorIndex does. */
export function describeVectorIndex(name: string, createEngine: CreateEngine): void {
  describe(`VectorIndex: ${name}`, () => {
    const snapshot = usePublished(createEngine, makeContents());
    const search = async (vector: number[], scope: SearchScope = UNRESTRICTED, limit = 10) => {
      const [hits] = await snapshot().vectors.search([vector], { limit, scope });
      return hits!.map(({ clauseId, score }) => [clauseId, Number(score.toFixed(4))]);
    };

    it('knows its dimension and says how it searches', () => {
      expect(snapshot().vectors.dimension).toBe(2);
      expect(['exact', 'approximate']).toContain(snapshot().vectors.method);
    });

    it('ranks by cosine, each clause once with its best passage, down to −1', async () => {
      expect(await search([10, 0])).toEqual([
        [`${HARBOUR}:1.1`, 1],
        [`${HARBOUR}:1.2`, 0.8],
        [`${HEALTH}:2.1`, 0.6],
        [`${HEALTH}:2.2`, -1],
      ]);
    });

    it('finds a clause through any of its passages', async () => {
      expect((await search([0, 2]))[0]).toEqual([`${HARBOUR}:1.2`, 1]);
      expect((await search([0.8, 0.6]))[0]).toEqual([`${HARBOUR}:1.2`, 1]);
    });

    it('never returns a clause with a zero vector, nor anything for one', async () => {
      expect((await search([1, 1])).map(([id]) => id)).not.toContain(`${HEALTH}:intro`);
      expect(await search([0, 0])).toEqual([]);
    });

    it('answers each vector apart', async () => {
      const results = await snapshot().vectors.search(
        [
          [1, 0],
          [0, 0],
          [0, 1],
        ],
        { limit: 1, scope: UNRESTRICTED },
      );
      expect(results.map((hits) => hits.map(({ clauseId }) => clauseId))).toEqual([
        [`${HARBOUR}:1.1`],
        [],
        [`${HARBOUR}:1.2`],
      ]);
    });

    it.each<[string, SearchScope, string[]]>([
      ['visible documents', { visibility: visibleOnly(HEALTH) }, [`${HEALTH}:2.1`, `${HEALTH}:2.2`]],
      ['documents', { visibility: 'all', documentIds: [HEALTH] }, [`${HEALTH}:2.1`, `${HEALTH}:2.2`]],
      [
        'a hidden document that is asked for',
        { visibility: visibleOnly(HARBOUR), documentIds: [HEALTH] },
        [],
      ],
      ['a unit', { visibility: 'all', units: ['省商务厅'] }, [`${HARBOUR}:1.1`, `${HARBOUR}:1.2`]],
      [
        'a unit in a role',
        { visibility: 'all', units: ['省商务厅'], role: 'responsible' },
        [`${HARBOUR}:1.2`],
      ],
    ])('keeps to %s and still fills the limit', async (_, scope, expected) => {
      expect((await search([1, 0], scope, 2)).map(([id]) => id)).toEqual(expected);
    });

    it('refuses a vector of another length', async () => {
      await expect(search([1, 0, 0])).rejects.toThrow(RangeError);
    });
  });
}
