/** Questions that a model wrote for texts of clauses, so that a text is not paid for twice. Losing it costs money, never a right answer. */
export interface QuestionCache {
  /**
   * In the order of `textHashes`; null where the text was never asked for, or where what is kept cannot be read. `writer` names
   * model and version of the prompt.
   */
  get(writer: string, textHashes: readonly string[]): Promise<(readonly string[] | null)[]>;
  /** Resolves once all entries are on disk. An entry that was there is replaced. */
  put(writer: string, entries: readonly CachedQuestions[]): Promise<void>;
  /** Removes everything; how many entries that were. */
  clear(): Promise<number>;
  /** May be called twice, and without `get` or `put` before. */
  close(): Promise<void>;
}

export interface CachedQuestions {
  readonly textHash: string;
  /** Empty where the model had none that may be used. */
  readonly questions: readonly string[];
}
