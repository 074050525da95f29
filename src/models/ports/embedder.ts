/**
 * Turns text into vectors. Method names are those of LangChain's `Embeddings`, whose classes fit structurally.
 * Vectors have length `dimension` and norm 1 (or 0 for text without a known term).
 */
export interface Embedder {
  /** Names model and, for a trained one, the hash of its state: vectors of different ids are never compared. */
  readonly id: string;
  readonly dimension: number;
  embedQuery(text: string): Promise<number[]>;
  /** Same order as `texts`. */
  embedDocuments(texts: string[]): Promise<number[][]>;
}
