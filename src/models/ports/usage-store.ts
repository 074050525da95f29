/** Tokens of one day. */
export interface UsageTotals {
  readonly payer: number;
  readonly everyone: number;
}

/** Counts tokens by day and payer. Counts survive a restart, and processes that share a store share them. */
export interface UsageStore {
  /** Adds to payer and day at once; a negative number gives back. `day` is YYYY-MM-DD. Resolves with the totals after it. */
  add(day: string, payer: string, tokens: number): Promise<UsageTotals>;
  /** The day's tokens of one payer, or of everyone for null; 0 where nothing was counted. */
  read(day: string, payer: string | null): Promise<number>;
  close(): Promise<void>;
}
