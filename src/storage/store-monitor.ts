import type { StoreError } from '../domain/errors/store-error.ts';

/** What a monitor watches. */
export interface WatchedStore {
  readonly name: string;
  /** Why it failed the last time it was used; null where it did not. */
  readonly problem: StoreError | null;
  /** Writes and reads back. Rejects with StoreError. */
  probe(): Promise<void>;
}

/** Knows every store that a process has opened, and whether they work. */
export interface StoreMonitor {
  watch(store: WatchedStore): void;
  /** Told when a store begins to fail and when it works again. */
  readonly onChange: (store: string, problem: StoreError | null) => void;
  /** As they were when they were last used. */
  problems(): StoreError[];
  /** Tries every store now. Never rejects. */
  check(): Promise<StoreError[]>;
  /** Whether each store failed when it was last used, by name. */
  states(): { readonly store: string; readonly isFailing: boolean }[];
}

export function createStoreMonitor(
  onChange: (store: string, problem: StoreError | null) => void = () => {},
): StoreMonitor {
  const stores: WatchedStore[] = [];
  const problems = () => stores.flatMap(({ problem }) => problem ?? []);
  return {
    onChange,
    watch: (store) => void stores.push(store),
    problems,
    async check() {
      await Promise.allSettled(stores.map((store) => store.probe()));
      return problems();
    },
    states: () => stores.map(({ name, problem }) => ({ store: name, isFailing: problem !== null })),
  };
}
