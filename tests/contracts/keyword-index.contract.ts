import { describe, expect, it } from 'vitest';
import { type SearchScope, UNRESTRICTED } from '../../src/domain/search-scope.ts';
import { extractTerms } from '../../src/language/terms.ts';
import { type CreateEngine, HARBOUR, HEALTH, makeContents, visibleOnly } from './index-fixtures.ts';
import { usePublished } from './use-published.ts';

const toQuery = (text: string) => extractTerms(text).map((term) => ({ term }));

/** What every KeywordIndex does. */
export function describeKeywordIndex(name: string, createEngine: CreateEngine): void {
  describe(`KeywordIndex: ${name}`, () => {
    const snapshot = usePublished(createEngine, makeContents());
    const find = async (text: string, scope: SearchScope = UNRESTRICTED, limit = 10) => {
      const [hits] = await snapshot().keywords.search([toQuery(text)], { limit, scope });
      return hits!.map(({ clauseId }) => clauseId);
    };

    it('puts the clause first that the words describe', async () => {
      expect((await find('远程医疗平台'))[0]).toBe(`${HEALTH}:2.1`);
      expect((await find('集装箱码头'))[0]).toBe(`${HARBOUR}:1.1`);
    });

    it.each([
      ['own heading', '医疗数据', `${HEALTH}:2.2`],
      ['unit', '市大数据局', `${HEALTH}:2.2`],
      ['body', '冷库', `${HARBOUR}:1.2`],
      ['character outside the basic plane', '𠮷祥社区', `${HEALTH}:intro`],
    ])('finds by %s', async (_, text, clauseId) => {
      expect((await find(text))[0]).toBe(clauseId);
    });

    it('finds the clauses of a document by its title', async () => {
      expect((await find('临江市医疗服务提升计划')).slice(0, 3).every((id) => id.startsWith(HEALTH))).toBe(
        true,
      );
    });

    it('answers each query apart, in descending scores above 0', async () => {
      const queries = [toQuery('港口'), toQuery('鼷鼠'), [], toQuery('医疗')];
      const results = await snapshot().keywords.search(queries, { limit: 10, scope: UNRESTRICTED });
      expect(results.map((hits) => hits.length > 0)).toEqual([true, false, false, true]);
      for (const hits of results) {
        const scores = hits.map(({ score }) => score);
        expect(scores).toEqual([...scores].sort((a, b) => b - a));
        expect(scores.every((score) => score > 0)).toBe(true);
      }
      expect(await snapshot().keywords.search(queries, { limit: 10, scope: UNRESTRICTED })).toEqual(results);
    });

    it('finds all clauses that have every term, in index order', async () => {
      const findAll = (terms: string[], scope: SearchScope = UNRESTRICTED) =>
        snapshot().keywords.findWithAll(terms, scope);
      const both = await findAll(['医', '疗']);
      const one = await findAll(['医']);
      expect(both.length).toBeGreaterThan(1);
      expect(one).toEqual(expect.arrayContaining(both));
      expect(await findAll(['医', '鼷'])).toEqual([]);
      expect(await findAll([])).toEqual([]);
      const hidden = await findAll(['码'], { visibility: visibleOnly(HARBOUR) });
      expect(hidden.length).toBeGreaterThan(0);
      expect(hidden.every((id) => id.startsWith(HARBOUR))).toBe(true);
    });

    it('lets weights decide, a repeated term counting twice', async () => {
      const search = async (...terms: { term: string; weight?: number }[]) =>
        (await snapshot().keywords.search([terms], { limit: 10, scope: UNRESTRICTED }))[0]!;
      const harbour = await search({ term: '码头', weight: 5 }, { term: '医疗', weight: 0.01 });
      const health = await search({ term: '码头', weight: 0.01 }, { term: '医疗', weight: 5 });
      expect(harbour[0]?.clauseId).toBe(`${HARBOUR}:1.1`);
      expect(health[0]?.clauseId).not.toBe(`${HARBOUR}:1.1`);
      expect(await search({ term: '码头', weight: 2 })).toEqual(
        await search({ term: '码头' }, { term: '码头' }),
      );
      expect(await search({ term: '码头', weight: 0 })).toEqual([]);
    });

    it('fills the limit from what the scope allows, not after the cut', async () => {
      const [best] = await find('港口 医疗 建设', UNRESTRICTED, 1);
      const other = best!.startsWith(HARBOUR) ? HEALTH : HARBOUR;
      for (const scope of [
        { visibility: visibleOnly(other) },
        { visibility: 'all', documentIds: [other] },
      ] satisfies SearchScope[]) {
        const found = await find('港口 医疗 建设', scope, 1);
        expect(found).toHaveLength(1);
        expect(found[0]!.startsWith(other)).toBe(true);
      }
    });

    it.each<[string, SearchScope, string[]]>([
      [
        'a hidden document that is asked for',
        { visibility: visibleOnly(HARBOUR), documentIds: [HEALTH] },
        [],
      ],
      ['nothing visible', { visibility: visibleOnly() }, []],
      ['no document', { visibility: 'all', documentIds: [] }, []],
      ['a unit', { visibility: 'all', units: ['市卫健委'] }, [`${HEALTH}:2.1`, `${HEALTH}:2.2`]],
      ['a unit in a role', { visibility: 'all', units: ['市卫健委'], role: 'lead' }, [`${HEALTH}:2.1`]],
      [
        'either of two units',
        { visibility: 'all', units: ['省交通厅', '市大数据局'] },
        [`${HARBOUR}:1.1`, `${HEALTH}:2.2`],
      ],
      ['a role alone', { visibility: 'all', role: 'supporting' }, [`${HARBOUR}:1.1`, `${HEALTH}:2.2`]],
      ['unit and document', { visibility: visibleOnly(HARBOUR), units: ['市卫健委'] }, []],
      ['an unknown unit', { visibility: 'all', units: ['无此单位'] }, []],
    ])('keeps to %s', async (_, scope, expected) => {
      expect((await find('重点任务 港口 医疗 市 省', scope)).sort()).toEqual([...expected].sort());
    });

    it('returns at most `limit` clauses', async () => {
      expect(await find('重点任务', UNRESTRICTED, 2)).toHaveLength(2);
      expect(await find('重点任务', UNRESTRICTED, 0)).toEqual([]);
      expect((await find('重点任务', UNRESTRICTED, 1e9)).length).toBeLessThanOrEqual(5);
    });

    it('values rare terms above common ones and unknown ones most', async () => {
      const [common, rare, unknown, strange] = await snapshot().keywords.inverseDocumentFrequency(
        ['医疗', '码头', '鼷鼠', '__proto__'],
        'all',
      );
      expect(common!).toBeGreaterThan(0);
      expect(rare!).toBeGreaterThan(common!);
      expect(unknown!).toBeGreaterThan(rare!);
      expect(strange).toBe(unknown);
    });
  });
}
