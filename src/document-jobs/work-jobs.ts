import { setTimeout } from 'node:timers/promises';
import type { DocumentJob, JobResult, JobStage } from '../domain/document-job.ts';
import { TiaowenError } from '../domain/errors/tiaowen-error.ts';
import type { JobStore } from './ports/job-store.ts';

export interface JobProgress {
  readonly stage: JobStage;
  readonly progress: { readonly done: number; readonly total: number } | null;
  /** Once it can be asked, while vectors are still being computed. */
  readonly result?: JobResult;
}

/** Does one job. Throws what keeps it from being done; a TiaowenError's message is shown to whoever ordered it. */
export type DoJob = (
  job: DocumentJob,
  onProgress: (progress: JobProgress) => void,
  signal: AbortSignal,
) => Promise<JobResult>;

/** A pino logger fits. */
export interface JobLogger {
  info(fields: object, message: string): void;
  warn(fields: object, message: string): void;
}

export interface WorkJobsOptions {
  readonly jobs: JobStore;
  readonly doJob: DoJob;
  readonly logger: JobLogger;
  /** Ends the work after what cannot be broken off; a job that is broken off is taken up again. */
  readonly signal: AbortSignal;
  /** Returns once this holds; default never. */
  readonly until?: () => Promise<boolean>;
  readonly pollMs?: number;
}

const POLL_MS = 500;
const LEASE_MS = 30_000;
const RENEW_MS = 10_000;
/** Another ingestion has the index. */
const LOCKED = 'index-locked';
const LOCKED_WAIT_MS = 2000;

/** Works on jobs, one at a time, in the order in which they came, until told to stop. A store that fails is tried again. */
export async function workJobs(options: WorkJobsOptions): Promise<void> {
  const { jobs, logger, signal, until = async () => false, pollMs = POLL_MS } = options;
  while (!signal.aborted && !(await until())) {
    try {
      const job = await jobs.take(new Date(), leaseEnd());
      if (job) await work(job, options);
      else await pause(pollMs, signal);
    } catch (err) {
      logger.warn({ err }, 'jobs on documents could not be worked on');
      await pause(LOCKED_WAIT_MS, signal);
    }
  }
}

async function work(job: DocumentJob, { jobs, doJob, logger, signal }: WorkJobsOptions): Promise<void> {
  const { jobId, kind } = job;
  let last: Promise<unknown> = Promise.resolve();
  const keep = (change: Parameters<JobStore['change']>[1]) => {
    last = last.then(() => jobs.change(jobId, change, leaseEnd())).catch(() => undefined);
  };
  const renewing = setInterval(() => keep({}), RENEW_MS);
  const end = async (change: Parameters<JobStore['change']>[1]) => {
    await last;
    await jobs.change(jobId, { stage: null, progress: null, ...change }, leaseEnd());
  };
  try {
    const result = await doJob(job, keep, signal);
    await end({ state: 'done', result, endedAt: new Date().toISOString() });
    logger.info({ jobId, kind, documentId: result.documentId }, 'job on a document done');
  } catch (error) {
    const code = error instanceof TiaowenError ? error.code : 'internal-error';
    if (signal.aborted || code === LOCKED) {
      await end({ state: 'queued' });
      if (code === LOCKED) await pause(LOCKED_WAIT_MS, signal);
      return;
    }
    const message = error instanceof TiaowenError ? error.message : '处理时出错，请查看服务日志';
    if (code === 'internal-error') logger.warn({ err: error, jobId, kind }, 'a job on a document failed');
    await end({ state: 'failed', error: { code, message }, endedAt: new Date().toISOString() });
  } finally {
    clearInterval(renewing);
  }
}

function leaseEnd(): Date {
  return new Date(Date.now() + LEASE_MS);
}

async function pause(ms: number, signal: AbortSignal): Promise<void> {
  await setTimeout(ms, undefined, { signal, ref: true }).catch(() => undefined);
}
