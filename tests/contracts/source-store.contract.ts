import { describe, expect, it } from 'vitest';
import { type CreateEngine, EMPTY, HARBOUR, HEALTH, makeContents, visibleOnly } from './index-fixtures.ts';
import { usePublished } from './use-published.ts';

/** What every SourceStore does. */
export function describeSourceStore(name: string, createEngine: CreateEngine): void {
  describe(`SourceStore: ${name}`, () => {
    const contents = makeContents();
    const snapshot = usePublished(createEngine, contents);

    it('gives back sources code unit by code unit, half surrogates and line ends included', async () => {
      const found = await snapshot().sources.getSources([HEALTH, HARBOUR], 'all');
      expect(found).toEqual([contents.sources.get(HEALTH), contents.sources.get(HARBOUR)]);
    });

    it('gives undefined where a source is unknown, missing or hidden', async () => {
      expect(await snapshot().sources.getSources(['nowhere', EMPTY], 'all')).toEqual([undefined, undefined]);
      const found = await snapshot().sources.getSources([HEALTH, HARBOUR], visibleOnly(HARBOUR));
      expect(found).toEqual([undefined, contents.sources.get(HARBOUR)]);
    });
  });
}
