/** Reads a question and a passage together: it tells more of the two than their vectors do, and costs more. */
export interface Reader {
  /** Names the model by what it consists of. */
  readonly id: string;
  /**
   * Log odds that each passage answers the question, in order. Throws ModelError: reason `timeout` where that takes longer than a reply
   * can wait, `unavailable` where too many are being read already.
   */
  read(question: string, passages: readonly string[]): Promise<number[]>;
  /** Milliseconds that an answer to many asks reads at most; absent: as long as the assistant holds to be right. */
  readonly longestMs?: number;
  /** May be called twice. */
  close(): Promise<void>;
}
