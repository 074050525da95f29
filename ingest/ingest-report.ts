/** What a model was asked to write for the clauses, and what it cost. */
export interface ExpansionReport {
  /**
   * complete: every clause has been asked for · over-limit: the limit of one ingestion · over-budget: the day's tokens are spent · failed: the
   * model went on failing · stopped: by a signal. All but the first go on with the next ingestion or start.
   */
  readonly outcome: 'complete' | 'over-limit' | 'over-budget' | 'failed' | 'stopped';
  readonly calls: number;
  /** Calls whose reply had another form, or that failed. */
  readonly failedCalls: number;
  /** Different texts that were asked for this time, of all that there are, and those left to do. */
  readonly asked: number;
  readonly clauses: number;
  readonly left: number;
  /** That are searched now, of this time and before. */
  readonly questions: number;
  /** As the service counted them, else estimated. */
  readonly inputTokens: number;
  readonly outputTokens: number;
}

/** What an ingestion did, file by file. */
export interface IngestReport {
  /** The published version; null where nothing usable was found and the old index was left alone. */
  readonly version: string | null;
  readonly files: readonly IngestedFile[];
  readonly skipped: readonly SkippedFile[];
  readonly documents: number;
  readonly clauses: number;
  readonly units: number;
  /** What else is to be known of the run; Chinese, for people. */
  readonly notices: readonly string[];
  /** Only where a model writes questions for clauses. */
  readonly expansion?: ExpansionReport;
}

export interface IngestedFile {
  readonly file: string;
  readonly documentId: string;
  readonly title: string;
  readonly clauses: number;
  /** Unit mentions of all clauses, inherited ones included. */
  readonly units: number;
  readonly warnings: readonly string[];
  /** Unchanged since the published index: its records were taken over. */
  readonly reused: boolean;
}

export interface SkippedFile {
  readonly file: string;
  /** Chinese, for people. */
  readonly reason: string;
}

export interface IngestProgress {
  readonly stage: 'reading' | 'training' | 'embedding' | 'publishing' | 'expanding';
  readonly done: number;
  readonly total: number;
  readonly file?: string;
}
