import { describe, expect, it } from 'vitest';
import { type CreateEngine, EMPTY, HARBOUR, HEALTH, makeContents, visibleOnly } from './index-fixtures.ts';
import { usePublished } from './use-published.ts';

/** What every ClauseStore does. */
export function describeClauseStore(name: string, createEngine: CreateEngine): void {
  describe(`ClauseStore: ${name}`, () => {
    const contents = makeContents();
    const snapshot = usePublished(createEngine, contents);

    it('gives back every record as it was published', async () => {
      const ids = contents.clauses.map(({ clauseId }) => clauseId);
      expect(await snapshot().clauses.getClauses(ids, 'all')).toEqual(contents.clauses);
    });

    it('keeps the order of the ids, repeats included, with undefined for unknown ones', async () => {
      const ids = [`${HEALTH}:2.2`, 'nowhere:1', `${HARBOUR}:1.1`, `${HEALTH}:2.2`, '', '__proto__'];
      const found = await snapshot().clauses.getClauses(ids, 'all');
      expect(found.map((clause) => clause?.clauseId)).toEqual([
        `${HEALTH}:2.2`,
        undefined,
        `${HARBOUR}:1.1`,
        `${HEALTH}:2.2`,
        undefined,
        undefined,
      ]);
    });

    it('hides clauses of documents that the caller may not see', async () => {
      const ids = [`${HEALTH}:2.1`, `${HARBOUR}:1.1`];
      const found = await snapshot().clauses.getClauses(ids, visibleOnly(HEALTH));
      expect(found.map((clause) => clause?.clauseId)).toEqual([`${HEALTH}:2.1`, undefined]);
      expect(await snapshot().clauses.getClauses(ids, visibleOnly())).toEqual([undefined, undefined]);
    });

    it('lists the clauses of documents in document order', async () => {
      const [health, unknown, empty, harbour] = await snapshot().clauses.getDocumentClauses(
        [HEALTH, 'nowhere', EMPTY, HARBOUR],
        'all',
      );
      expect(health).toEqual(contents.clauses.slice(2));
      expect(harbour).toEqual(contents.clauses.slice(0, 2));
      expect([unknown, empty]).toEqual([[], []]);
      expect(await snapshot().clauses.getDocumentClauses([HEALTH], visibleOnly(HARBOUR))).toEqual([[]]);
    });

    it('lists documents in the order of ingestion, visible ones only', async () => {
      expect(await snapshot().clauses.listDocuments('all')).toEqual(contents.documents);
      const visible = await snapshot().clauses.listDocuments(visibleOnly(HEALTH, HARBOUR, 'nowhere'));
      expect(visible.map(({ documentId }) => documentId)).toEqual([HARBOUR, HEALTH]);
    });
  });
}
