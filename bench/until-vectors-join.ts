import { setTimeout } from 'node:timers/promises';
import type { ClauseIndex } from '../src/clause-index/ports/index-snapshot.ts';

const LOOK_AGAIN_MS = 50;

/** Waits until an index that is open shows the vectors that were added to it: what is measured is the whole index. */
export async function untilVectorsJoin(index: ClauseIndex): Promise<void> {
  for (;;) {
    const snapshot = await index.open();
    const { size } = snapshot.vectors;
    snapshot.release();
    if (size > 0) return;
    await setTimeout(LOOK_AGAIN_MS);
  }
}
