/** Vectors by embedder and text, so that a text is not paid for twice. Losing it costs money, never a right answer. */
export interface VectorCache {
  /** In the order of `texts`; null where nothing that can be read is kept. Lengths are not checked. */
  get(embedderId: string, texts: readonly string[]): Promise<(Float32Array | null)[]>;
  /** Resolves once all entries are on disk, where a crash leaves them. An entry that was there is replaced. */
  put(embedderId: string, entries: readonly CachedVector[]): Promise<void>;
  /** Removes everything; how many entries that were. */
  clear(): Promise<number>;
  /** May be called twice, and without `get` or `put` before. */
  close(): Promise<void>;
}

export interface CachedVector {
  readonly text: string;
  readonly vector: Float32Array;
}
