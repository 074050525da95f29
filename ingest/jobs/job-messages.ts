import type { JobProgress } from '../../src/document-jobs/work-jobs.ts';
import type { JobResult } from '../../src/domain/document-job.ts';

export type TellProgress = (progress: JobProgress) => void;

/** What the process of a job tells the one that started it. */
export type JobMessage =
  | { readonly kind: 'progress'; readonly progress: JobProgress }
  | { readonly kind: 'done'; readonly result: JobResult }
  /** `code` of a TiaowenError; null for anything else. */
  | { readonly kind: 'failed'; readonly code: string | null; readonly message: string };
