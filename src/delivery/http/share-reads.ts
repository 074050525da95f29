/** Values that several replies send at the same time, kept once and only as long as one of them does. */
export interface SharedReads<Value> {
  /** Calls `use` with what `read` gives, or gave to another use of the same key that is still going on. */
  use<Result>(
    key: string,
    read: () => Promise<Value>,
    use: (value: Value) => Promise<Result>,
  ): Promise<Result>;
}

export function createSharedReads<Value>(): SharedReads<Value> {
  const open = new Map<string, { readonly value: Promise<Value>; users: number }>();
  return {
    async use(key, read, use) {
      const shared = open.get(key) ?? { value: read(), users: 0 };
      open.set(key, shared);
      shared.users++;
      try {
        return await use(await shared.value);
      } finally {
        shared.users--;
        if (shared.users === 0 && open.get(key) === shared) open.delete(key);
      }
    },
  };
}
