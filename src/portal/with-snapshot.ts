import type { ClauseIndex, IndexSnapshot } from '../clause-index/ports/index-snapshot.ts';

/** Holds one version of the index for as long as `use` takes. */
export async function withSnapshot<Result>(
  index: ClauseIndex,
  use: (snapshot: IndexSnapshot) => Promise<Result>,
): Promise<Result> {
  const snapshot = await index.open();
  try {
    return await use(snapshot);
  } finally {
    snapshot.release();
  }
}
