import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { ClauseIndex, IndexSnapshot } from '../../src/clause-index/ports/index-snapshot.ts';
import { IndexLockedError } from '../../src/domain/errors/index-locked-error.ts';
import { IndexMissingError } from '../../src/domain/errors/index-missing-error.ts';
import { UNRESTRICTED } from '../../src/domain/search-scope.ts';
import { atDepth } from '../support/depth.ts';
import {
  type CreateEngine,
  type EmptyEngine,
  HARBOUR,
  HEALTH,
  makeClause,
  makeContents,
  makeDocument,
} from './index-fixtures.ts';

const SWAPS = atDepth(3, 8);

/** What every IndexPublisher does, and the ClauseIndex that reads what it publishes. */
export function describeIndexPublisher(name: string, createEngine: CreateEngine): void {
  describe(`IndexPublisher: ${name}`, () => {
    let engine: EmptyEngine;
    beforeEach(async () => {
      engine = await createEngine();
    });
    afterEach(async () => {
      await engine.dispose();
    });
    const publishNumbered = (number: number) =>
      engine.publisher.publish(
        makeContents({ origin: { kind: 'seeds', paths: [], fingerprint: `n${number}` } }),
      );

    it('has nothing before the first publication', async () => {
      expect(await engine.publisher.describe()).toBeNull();
      await expect(engine.index.open()).rejects.toThrow(IndexMissingError);
      await expect(engine.index.open()).rejects.toThrow(/npm run ingest/);
      await expect(engine.publisher.rollback()).rejects.toThrow(IndexMissingError);
    });

    it('describes what it published', async () => {
      const contents = makeContents();
      const version = await engine.publisher.publish(contents);
      expect(await engine.publisher.describe()).toEqual({
        version,
        origin: contents.origin,
        embedderId: 'hand-made',
        documents: contents.documents,
        clauseCount: 5,
        embedderState: Uint8Array.of(1, 2, 3, 250),
      });
      const snapshot = await engine.index.open();
      expect([snapshot.version, snapshot.embedderId]).toEqual([version, 'hand-made']);
      expect(snapshot.embedderState).toEqual(Uint8Array.of(1, 2, 3, 250));
      snapshot.release();
    });

    it('publishes an index without documents, and an embedder without state', async () => {
      const empty = makeContents({
        documents: [],
        clauses: [],
        passages: [],
        sources: new Map(),
        embedder: { id: 'none', dimension: 3, state: null },
      });
      await engine.publisher.publish(empty);
      const snapshot = await engine.index.open();
      expect(snapshot.embedderState).toBeNull();
      expect(await snapshot.clauses.listDocuments('all')).toEqual([]);
      const options = { limit: 5, scope: UNRESTRICTED };
      expect(await snapshot.keywords.search([[{ term: '医疗' }]], options)).toEqual([[]]);
      expect(await snapshot.vectors.search([[1, 0, 0]], options)).toEqual([[]]);
      expect(await snapshot.units.listNames(UNRESTRICTED)).toEqual([]);
      snapshot.release();
    });

    it('keeps no version that a withdrawn document could be rolled back from', async () => {
      const doc = makeDocument('gone', '撤下的文件', 1);
      const clause = makeClause('gone', 's1', { text: '撤下的内容。' });
      const only = {
        documents: [doc],
        clauses: [clause],
        passages: [],
        sources: new Map([['gone', '撤下的内容。']]),
      };
      await engine.publisher.publish(makeContents(only));
      const current = await publishNumbered(2);
      expect(await engine.publisher.removeVersionsWith('no-such-document')).toBe(0);
      expect(await engine.publisher.removeVersionsWith('gone')).toBe(1);
      await expect(engine.publisher.rollback()).rejects.toThrow(IndexMissingError);
      expect(await openVersion(engine.index, current)).toBe(true);
      // The published version itself is nobody's to remove.
      expect(await engine.publisher.removeVersionsWith(makeContents().documents[0]!.documentId)).toBe(0);
      expect(await openVersion(engine.index, current)).toBe(true);
    });

    it('gives every publication its own version, and readers the newest', async () => {
      const first = await publishNumbered(1);
      expect(await openVersion(engine.index, first)).toBe(true);
      const second = await publishNumbered(2);
      expect(second).not.toBe(first);
      expect(await openVersion(engine.index, second)).toBe(true);
    });

    it('leaves a snapshot unchanged while newer versions come and its own is removed', async () => {
      const first = await engine.publisher.publish(makeContents());
      const held = await engine.index.open();
      for (let number = 0; number < 3; number++) {
        const other = makeClause('other', '1', { text: '完全不同的内容' });
        const version = await engine.publisher.publish(
          makeContents({
            documents: [makeDocument('other', '另一文件', 1)],
            clauses: [other],
            passages: [{ clause: 0, vector: [0, 1] }],
          }),
        );
        await openVersion(engine.index, version);
      }
      expect(held.version).toBe(first);
      expect((await held.clauses.getClauses([`${HEALTH}:2.1`], 'all'))[0]?.title).toBe('远程医疗');
      const [hits] = await held.vectors.search([[1, 0]], { limit: 1, scope: UNRESTRICTED });
      expect(hits?.[0]?.clauseId).toBe(`${HARBOUR}:1.1`);
      held.release();
    });

    it('rolls back to the generation before, once', async () => {
      await publishNumbered(1);
      const second = await publishNumbered(2);
      const third = await publishNumbered(3);
      expect(await openVersion(engine.index, third)).toBe(true);
      expect(await engine.publisher.rollback()).toBe(second);
      expect((await engine.publisher.describe())?.origin.fingerprint).toBe('n2');
      expect(await openVersion(engine.index, second)).toBe(true);
      await expect(engine.publisher.rollback()).rejects.toThrow(IndexMissingError);
      const fourth = await publishNumbered(4);
      expect([second, third]).not.toContain(fourth);
      expect(await engine.publisher.rollback()).toBe(second);
    });

    it('refuses a second writer until the first releases, which may happen twice', async () => {
      const held = await engine.publisher.lock();
      await expect(engine.rival.lock()).rejects.toThrow(IndexLockedError);
      await expect(engine.rival.publish(makeContents())).rejects.toThrow(IndexLockedError);
      await expect(engine.rival.rollback()).rejects.toThrow(IndexLockedError);
      await expect(engine.publisher.lock()).rejects.toThrow(IndexLockedError);
      const version = await engine.publisher.publish(makeContents());
      expect((await engine.rival.describe())?.version).toBe(version);
      await held.release();
      await held.release();
      const second = await engine.rival.lock();
      await held.release();
      await expect(engine.publisher.lock()).rejects.toThrow(IndexLockedError);
      await second.release();
    });

    it('lets at most one of several writers at the same moment through', async () => {
      const results = await Promise.allSettled(
        [engine.publisher, engine.rival, engine.publisher, engine.rival].map((writer) => writer.lock()),
      );
      const held = results.filter((result) => result.status === 'fulfilled');
      expect(held.length).toBeLessThanOrEqual(1);
      for (const { value } of held) await value.release();
      await (await engine.publisher.lock()).release();
    });

    it.each([
      [
        'two documents of one id',
        { documents: [makeDocument('a', '甲', 0), makeDocument('a', '乙', 0)], clauses: [] },
      ],
      ['a clause of an unknown document', { clauses: [makeClause('nowhere', '1', { text: '文' })] }],
      ['a clause id twice', { clauses: [1, 2].map(() => makeClause(HARBOUR, '1', { text: '文' })) }],
      ['a passage of an unknown clause', { passages: [{ clause: 5, vector: [1, 0] }] }],
      ['a vector of another length', { passages: [{ clause: 0, vector: [1] }] }],
    ])('refuses %s and keeps what was published', async (_, broken) => {
      const version = await engine.publisher.publish(makeContents());
      await expect(engine.publisher.publish(makeContents({ passages: [], ...broken }))).rejects.toThrow();
      expect((await engine.publisher.describe())?.version).toBe(version);
      await (await engine.publisher.lock()).release();
    });

    it('fails no search while generations are swapped under it', async () => {
      await publishNumbered(0);
      let stopped = false;
      const versions = new Set<string>();
      const read = async () => {
        let requests = 0;
        while (!stopped) {
          const snapshot = await engine.index.open();
          await checkSnapshot(snapshot);
          versions.add(snapshot.version);
          snapshot.release();
          requests++;
        }
        return requests;
      };
      const readers = [read(), read(), read(), read()];
      for (let number = 1; number <= SWAPS; number++) await publishNumbered(number);
      const last = await engine.publisher.rollback();
      expect(await openVersion(engine.index, last)).toBe(true);
      stopped = true;
      const requests = await Promise.all(readers);
      expect(Math.min(...requests)).toBeGreaterThan(0);
      expect(versions.size).toBeGreaterThan(1);
    });

    it('serves nothing after closing', async () => {
      await publishNumbered(1);
      const held = await engine.index.open();
      await engine.index.close();
      await checkSnapshot(held);
      held.release();
      await expect(engine.index.open()).rejects.toThrow();
    });
  });
}

/** All five reads of one snapshot, across pauses in which a swap may happen. */
async function checkSnapshot(snapshot: IndexSnapshot): Promise<void> {
  const options = { limit: 3, scope: UNRESTRICTED };
  const [hits] = await snapshot.keywords.search([[{ term: '远程' }]], options);
  const clauseId = hits?.[0]?.clauseId ?? '';
  await new Promise((resolve) => setTimeout(resolve, 1));
  const [clause] = await snapshot.clauses.getClauses([clauseId], 'all');
  expect(clause?.title).toBe('远程医疗');
  expect((await snapshot.vectors.search([[1, 0]], options))[0]).toHaveLength(3);
  expect((await snapshot.units.getPostings(['市卫健委'], UNRESTRICTED))[0]).toHaveLength(2);
  expect((await snapshot.sources.getSources([HARBOUR], 'all'))[0]).toContain('云岭省');
}

/** Opens until the version appears: a reader may serve the old one for a moment while it loads the new. */
async function openVersion(index: ClauseIndex, version: string): Promise<boolean> {
  for (let attempt = 0; attempt < 200; attempt++) {
    const snapshot = await index.open();
    snapshot.release();
    if (snapshot.version === version) return true;
    await new Promise((resolve) => setTimeout(resolve, 20));
  }
  return false;
}
