import type { DocumentJob, JobOrder } from '../../domain/document-job.ts';

/** What of a job changes while it is worked on. */
export type JobChange = Partial<
  Pick<DocumentJob, 'state' | 'stage' | 'progress' | 'result' | 'error' | 'endedAt'>
>;

/** Keeps jobs on the loaded documents; each is on the disk when a call resolves. Throws StoreError. */
export interface JobStore {
  /** `jobId` names the folder of its file, too; unguessable. */
  add(jobId: string, order: JobOrder, now: Date): Promise<DocumentJob>;
  /**
   * The oldest job that waits, or that somebody had who did not renew it until `now`; null where none does, or while another one is worked on.
   * It is the caller's until `leaseEnds`. A job that was taken three times and never ended fails.
   */
  take(now: Date, leaseEnds: Date): Promise<DocumentJob | null>;
  /** Null where there is no such job, or it is over. */
  change(jobId: string, change: JobChange, leaseEnds: Date): Promise<DocumentJob | null>;
  get(jobId: string): Promise<DocumentJob | null>;
  /** The newest first. */
  list(limit: number): Promise<readonly DocumentJob[]>;
  /** The newest draft of a document that was neither published nor replaced by a later job. */
  draftOf(documentId: string): Promise<DocumentJob | null>;
  close(): Promise<void>;
}
