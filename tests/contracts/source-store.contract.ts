import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { IndexSnapshot } from '../../src/clause-index/ports/index-snapshot.ts';
import {
  type CreateEngine,
  EMPTY,
  type EmptyEngine,
  HARBOUR,
  HEALTH,
  makeContents,
  visibleOnly,
} from './index-fixtures.ts';

/** What every SourceStore does. */
export function describeSourceStore(name: string, createEngine: CreateEngine): void {
  describe(`SourceStore: ${name}`, () => {
    const contents = makeContents();
    let engine: EmptyEngine;
    let snapshot: IndexSnapshot;
    beforeAll(async () => {
      engine = await createEngine();
      await engine.publisher.publish(contents);
      snapshot = await engine.index.open();
    });
    afterAll(async () => {
      snapshot.release();
      await engine.dispose();
    });

    it('gives back sources code unit by code unit, half surrogates and line ends included', async () => {
      const found = await snapshot.sources.getSources([HEALTH, HARBOUR], 'all');
      expect(found).toEqual([contents.sources.get(HEALTH), contents.sources.get(HARBOUR)]);
    });

    it('gives undefined where a source is unknown, missing or hidden', async () => {
      expect(await snapshot.sources.getSources(['nowhere', EMPTY], 'all')).toEqual([undefined, undefined]);
      const found = await snapshot.sources.getSources([HEALTH, HARBOUR], visibleOnly(HARBOUR));
      expect(found).toEqual([undefined, contents.sources.get(HARBOUR)]);
    });
  });
}
