/**
 * Changes that are asked for at the same moment are made in one transaction, one after the other: each commit waits for the disk, and a
 * burst of messages is to be acknowledged within seconds. `commit` runs all of them in one transaction or throws; then all of them fail.
 */
export function batchChanges<Entries>(
  commit: (works: readonly ((entries: Entries) => void)[]) => Promise<void>,
): <Result>(work: (entries: Entries) => Result) => Promise<Result> {
  let waiting: Waiting<Entries>[] = [];

  async function flush(): Promise<void> {
    const batch = waiting;
    waiting = [];
    try {
      await commit(batch.map(({ run }) => run));
      for (const { tell } of batch) tell();
    } catch (error) {
      for (const { fail } of batch) fail(error);
    }
  }

  return (work) =>
    new Promise((resolve, fail) => {
      let tell = () => {};
      const run = (entries: Entries) => {
        const result = work(entries);
        tell = () => resolve(result);
      };
      waiting.push({ run, tell: () => tell(), fail });
      if (waiting.length === 1) setImmediate(flush);
    });
}

interface Waiting<Entries> {
  readonly run: (entries: Entries) => void;
  /** Once everything is kept. */
  readonly tell: () => void;
  readonly fail: (error: unknown) => void;
}
