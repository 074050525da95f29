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
  readonly stage: 'reading' | 'training' | 'embedding' | 'publishing';
  readonly done: number;
  readonly total: number;
  readonly file?: string;
}
