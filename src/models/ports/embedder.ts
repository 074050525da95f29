/**
 * Turns text into vectors. Method names are those of LangChain's `Embeddings`, whose classes fit structurally.
 * Vectors have length `dimension` and norm 1 (or 0 for text without a known term).
 */
export interface Embedder {
  /** Names model and, for a trained one, the hash of its state: vectors of different ids are never compared. */
  readonly id: string;
  readonly dimension: number;
  /** Share that its rankings get beside keywords, 0 … 1: how much it understands of words that the text does not have. */
  readonly searchShare: number;
  /** Whether its vectors depend on the indexed texts, all of them: then they would tell of hidden ones. */
  readonly trainedOnCorpus: boolean;
  /** How far below the best cosine one says nothing any more; absent where cosines of unrelated texts are near 0. */
  readonly spread?: number;
  embedQuery(text: string): Promise<number[]>;
  /** Same order as `texts`. */
  embedDocuments(texts: string[]): Promise<number[][]>;
}

/** Gives the embedder that an index was built with. */
export interface EmbedderProvider {
  /**
   * Whether documents are to be embedded after their words are published, because that takes long: then `forIngest` needs no
   * texts, and its embedder has no state.
   */
  readonly joinsLater: boolean;
  /**
   * Same id, same instance. Where the configured embedder cannot produce vectors of `embedderId`: null, words alone are
   * to be searched, if it was chosen by the program itself; else throws IndexFormatError, naming the command that mends it.
   */
  forIndex(embedderId: string, state: Uint8Array | null): Embedder | null;
  /** Whether documents may be added to an index of `embedderId` with another embedder: nothing that was paid for is lost. */
  mayReplace(embedderId: string): boolean;
  /**
   * An embedder for a new index: the configured service, or a local one trained on `texts`. With `frozen` (id and state
   * of the published index) a local embedder is reused instead of trained, so that old vectors stay comparable.
   */
  forIngest(
    texts: readonly string[],
    frozen: { readonly id: string; readonly state: Uint8Array | null } | null,
  ): Promise<{ readonly embedder: Embedder; readonly state: Uint8Array | null }>;
  /** Ends what runs a model here; calls that are open fail. May be called twice. */
  close(): Promise<void>;
}
