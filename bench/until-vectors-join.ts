import { setTimeout } from 'node:timers/promises';
import type { ClauseIndex, IndexSnapshot } from '../src/clause-index/ports/index-snapshot.ts';

const LOOK_AGAIN_MS = 50;

/** Waits until an index that is open shows the vectors that were added to it (default: those of the passages): what is measured is the whole index. */
export async function untilVectorsJoin(
  index: ClauseIndex,
  sizeOf: (snapshot: IndexSnapshot) => number = ({ vectors }) => vectors.size,
): Promise<void> {
  for (;;) {
    const snapshot = await index.open();
    const size = sizeOf(snapshot);
    snapshot.release();
    if (size > 0) return;
    await setTimeout(LOOK_AGAIN_MS);
  }
}
