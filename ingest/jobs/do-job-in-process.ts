import { fork } from 'node:child_process';
import type { JobStore } from '../../src/document-jobs/ports/job-store.ts';
import type { DoJob } from '../../src/document-jobs/work-jobs.ts';
import type { JobResult } from '../../src/domain/document-job.ts';
import { DocumentJobError } from '../../src/domain/errors/document-job-error.ts';
import { TiaowenError } from '../../src/domain/errors/tiaowen-error.ts';
import { dropUpload, type JobToDo } from './do-job.ts';
import type { JobMessage } from './job-messages.ts';

const ENTRY = new URL('./start-job.mjs', import.meta.url);

/** A failure of the process, as it told it. */
class ToldError extends TiaowenError {
  readonly code: string;

  constructor(code: string, message: string) {
    super(message);
    this.code = code;
  }
}

/**
 * Does jobs in a process each, so that whoever answers questions goes on. `environment` is that of the process. What a removed document's file and a
 * replaced draft's lay in goes with them.
 */
export function createJobRunner(
  jobs: JobStore,
  {
    dataDir,
    environment,
  }: { readonly dataDir: string; readonly environment: Readonly<Record<string, string | undefined>> },
): DoJob {
  return async (job, onProgress, signal) => {
    const folderOf = job.kind === 'publish' ? await folderOfDraft(job.documentId!) : job.jobId;
    const child = fork(ENTRY, { env: { ...environment }, stdio: ['ignore', 'ignore', 'ignore', 'ipc'] });
    const stop = () => child.kill('SIGKILL');
    signal.addEventListener('abort', stop, { once: true });
    try {
      const result = await new Promise<JobResult>((resolve, reject) => {
        child.on('message', (message: JobMessage) => {
          if (message.kind === 'progress') onProgress(message.progress);
          else if (message.kind === 'done') resolve(message.result);
          else if (message.code === null) reject(new Error(message.message));
          else reject(new ToldError(message.code, message.message));
        });
        child.on('error', reject);
        child.on('close', (code, by) => reject(new Error(`the process of the job ended (${by ?? code})`)));
        child.send({ ...job, folderOf } satisfies JobToDo);
      });
      return result;
    } catch (error) {
      const code = error instanceof TiaowenError ? error.code : '';
      if (job.kind === 'add' && code.startsWith('document-')) await dropUpload(dataDir, job.jobId);
      throw error;
    } finally {
      signal.removeEventListener('abort', stop);
    }
  };

  async function folderOfDraft(documentId: string): Promise<string> {
    const draft = await jobs.draftOf(documentId);
    if (draft === null) throw new DocumentJobError('unknown-document', `没有这份文件的草稿：${documentId}`);
    return draft.jobId;
  }
}
