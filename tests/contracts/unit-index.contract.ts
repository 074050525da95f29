import { describe, expect, it } from 'vitest';
import { UNRESTRICTED } from '../../src/domain/search-scope.ts';
import { type CreateEngine, HARBOUR, HEALTH, makeContents, visibleOnly } from './index-fixtures.ts';
import { usePublished } from './use-published.ts';

/** What every UnitIndex does. */
export function describeUnitIndex(name: string, createEngine: CreateEngine): void {
  describe(`UnitIndex: ${name}`, () => {
    const snapshot = usePublished(createEngine, makeContents());
    const listPostings = async (names: string[], scope = UNRESTRICTED) =>
      (await snapshot().units.getPostings(names, scope)).map((list) =>
        list.map(({ clauseId, role }) => `${clauseId} ${role}`),
      );

    it('lists every clause that names a unit, in document order, a repeated name once', async () => {
      expect(await listPostings(['省商务厅', '市卫健委', '无此单位', '__proto__'])).toEqual([
        [`${HARBOUR}:1.1 supporting`, `${HARBOUR}:1.2 responsible`],
        [`${HEALTH}:2.1 lead`, `${HEALTH}:2.2 supporting`],
        [],
        [],
      ]);
    });

    it('tells document and task of each posting', async () => {
      const [postings] = await snapshot().units.getPostings(['各市人民政府'], UNRESTRICTED);
      expect(postings).toEqual([
        { clauseId: `${HARBOUR}:1.2`, documentId: HARBOUR, taskId: `${HARBOUR}:1.1`, role: 'responsible' },
      ]);
      const [own] = await snapshot().units.getPostings(['市大数据局'], UNRESTRICTED);
      expect(own?.[0]?.taskId).toBe(`${HEALTH}:2.2`);
    });

    it('keeps to role, documents, other units and visibility', async () => {
      expect(await listPostings(['市卫健委'], { visibility: 'all', role: 'lead' })).toEqual([
        [`${HEALTH}:2.1 lead`],
      ]);
      expect(await listPostings(['市卫健委'], { visibility: 'all', units: ['市大数据局'] })).toEqual([
        [`${HEALTH}:2.2 supporting`],
      ]);
      expect(await listPostings(['省商务厅'], { visibility: visibleOnly(HEALTH) })).toEqual([[]]);
      expect(await listPostings(['省商务厅'], { visibility: 'all', documentIds: [HEALTH] })).toEqual([[]]);
    });

    it('lists names with the number of clauses, ordered by name', async () => {
      expect(await snapshot().units.listNames(UNRESTRICTED)).toEqual([
        { name: '各市人民政府', collective: true, clauseCount: 1 },
        { name: '市卫健委', collective: false, clauseCount: 2 },
        { name: '市大数据局', collective: false, clauseCount: 1 },
        { name: '省交通厅', collective: false, clauseCount: 1 },
        { name: '省商务厅', collective: false, clauseCount: 2 },
      ]);
    });

    it('betrays no name of a hidden document', async () => {
      const names = await snapshot().units.listNames({ visibility: visibleOnly(HEALTH) });
      expect(names.map(({ name }) => name)).toEqual(['市卫健委', '市大数据局']);
      const leads = await snapshot().units.listNames({ visibility: visibleOnly(HARBOUR), role: 'lead' });
      expect(leads).toEqual([{ name: '省交通厅', collective: false, clauseCount: 1 }]);
    });
  });
}
