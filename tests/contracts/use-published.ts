import { afterAll, beforeAll } from 'vitest';
import type { IndexContents } from '../../src/clause-index/ports/index-publisher.ts';
import type { IndexSnapshot } from '../../src/clause-index/ports/index-snapshot.ts';
import type { CreateEngine, EmptyEngine } from './index-fixtures.ts';

/** Publishes `contents` before the tests of a suite and gives the open snapshot; both end with the suite. */
export function usePublished(createEngine: CreateEngine, contents: IndexContents): () => IndexSnapshot {
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
  return () => snapshot;
}
