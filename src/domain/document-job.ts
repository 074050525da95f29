/** What is done to the loaded documents, one after another. */
export const JOB_KINDS = ['add', 'publish', 'remove'] as const;
export type JobKind = (typeof JOB_KINDS)[number];

export const JOB_STATES = ['queued', 'running', 'done', 'failed'] as const;
export type JobState = (typeof JOB_STATES)[number];

/** reading: the file and its clauses · indexing: words · publishing: taken up by those who serve · embedding: vectors, while it can be asked already. */
export const JOB_STAGES = ['reading', 'indexing', 'publishing', 'embedding'] as const;
export type JobStage = (typeof JOB_STAGES)[number];

/** A file as it was sent, kept in a folder of its own. */
export interface UploadedFile {
  /** Base name, safe for a file system. */
  readonly name: string;
  readonly bytes: number;
  /** Hex SHA-256. */
  readonly hash: string;
}

export interface JobOrder {
  readonly kind: JobKind;
  /** remove, publish: which; add: the one to be replaced, or null for a new one. */
  readonly documentId: string | null;
  /** Null for remove. */
  readonly file: UploadedFile | null;
  /** Of add: read and shown to admins, searched by nobody until it is published. */
  readonly isDraft: boolean;
}

/** What came of a job. */
export interface JobResult {
  readonly documentId: string;
  readonly title: string;
  readonly clauses: number;
  readonly units: number;
  /** For people, with the line where it is of one: 第 12 行 …. */
  readonly warnings: readonly string[];
  /** False for a draft. */
  readonly isPublished: boolean;
  /** Version of the index that it can be asked from; null for a draft. */
  readonly indexVersion: string | null;
}

export interface DocumentJob extends JobOrder {
  readonly jobId: string;
  readonly state: JobState;
  readonly stage: JobStage | null;
  /** Of the stage; null where it cannot be told. */
  readonly progress: { readonly done: number; readonly total: number } | null;
  readonly result: JobResult | null;
  readonly error: { readonly code: string; readonly message: string } | null;
  /** ISO times. */
  readonly createdAt: string;
  readonly endedAt: string | null;
}

/** Whether nothing more will come of a job. */
export function isOver({ state }: Pick<DocumentJob, 'state'>): boolean {
  return state === 'done' || state === 'failed';
}
