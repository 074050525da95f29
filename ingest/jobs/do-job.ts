import { rm } from 'node:fs/promises';
import { join } from 'node:path';
import type { IndexPublisher } from '../../src/clause-index/ports/index-publisher.ts';
import type { ClauseIndex } from '../../src/clause-index/ports/index-snapshot.ts';
import { uploadFolder } from '../../src/document-jobs/uploads.ts';
import type { DocumentJob, JobResult } from '../../src/domain/document-job.ts';
import { DocumentJobError } from '../../src/domain/errors/document-job-error.ts';
import type { EmbedderProvider } from '../../src/models/ports/embedder.ts';
import { documentIdOf } from '../document-id.ts';
import { type ParseResult, parseFile } from '../parse-file.ts';
import type { ReaderProcess } from '../readers/process/reader-process.ts';
import { removeDocument } from '../remove-documents.ts';
import { runIngest } from '../run-ingest.ts';
import type { TellProgress } from './job-messages.ts';

export interface JobContext {
  readonly dataDir: string;
  readonly index: ClauseIndex;
  readonly publisher: IndexPublisher;
  readonly embedders: EmbedderProvider;
  readonly readerProcess: ReaderProcess;
  readonly tell: TellProgress;
}

/** The folder whose file a job is about: its own, or that of the draft which it publishes. */
export type JobToDo = DocumentJob & { readonly folderOf: string };

/**
 * Does one job on the published index. Doing it again gives the same, so that it may be broken off at any moment. Throws DocumentJobError and what `runIngest` throws.
 */
export async function doJob(job: JobToDo, ctx: JobContext): Promise<JobResult> {
  if (job.kind === 'remove') return await remove(job, ctx);
  const folder = uploadFolder(ctx.dataDir, job.folderOf);
  const { name } = job.file!;
  ctx.tell({ stage: 'reading', progress: null });
  const parsed = await read(join(folder, name), ctx);
  const documentId = job.documentId ?? (await freeId(folder, name, ctx));
  if (job.isDraft) return resultOf(parsed, documentId, null);
  const report = await runIngest({
    paths: [folder],
    add: true,
    ids: new Map([[join(folder, name), documentId]]),
    origin: { kind: 'paths', fingerprint: '' },
    index: ctx.index,
    publisher: ctx.publisher,
    embedders: ctx.embedders,
    readerProcess: ctx.readerProcess,
    onProgress: ({ stage, done, total }) =>
      ctx.tell({ stage: STAGES[stage], progress: total > 1 ? { done, total } : null }),
  });
  const [skipped] = report.skipped;
  if (report.version === null || report.files.length === 0)
    throw new DocumentJobError('unreadable', skipped?.reason ?? '没有读出任何条款');
  return resultOf(parsed, documentId, report.version);
}

const STAGES = {
  reading: 'reading',
  training: 'indexing',
  embedding: 'indexing',
  publishing: 'publishing',
  expanding: 'embedding',
} as const;

/** What the parser sees of the file, before anything is changed. */
async function read(path: string, { readerProcess }: JobContext): Promise<ParseResult> {
  if (/\.zip$/iu.test(path))
    throw new DocumentJobError(
      'bundle',
      '压缩包里可能有多份文件，请解压后逐份上传，或用 npm run ingest -- --add',
    );
  try {
    const parsed = await parseFile(path, readerProcess);
    if (parsed.clauses.length > 0) return parsed;
  } catch (error) {
    throw new DocumentJobError('unreadable', (error as Error).message, { cause: error });
  }
  throw new DocumentJobError('unreadable', '没有读出任何条款');
}

/** The id that a new file's name gives, with a number behind it where another document has that; the same file in the same folder keeps its own. */
async function freeId(folder: string, name: string, { index }: JobContext): Promise<string> {
  const path = join(folder, name);
  const snapshot = await index.open();
  try {
    const documents = await snapshot.clauses.listDocuments('all');
    const own = documents.find(({ sourcePath }) => sourcePath === path);
    if (own) return own.documentId;
    const taken = new Set(documents.map(({ documentId }) => documentId));
    const wanted = documentIdOf(name);
    for (let count = 1; ; count++) {
      const id = count === 1 ? wanted : `${wanted}-${count}`;
      if (!taken.has(id)) return id;
    }
  } finally {
    snapshot.release();
  }
}

async function remove(job: JobToDo, ctx: JobContext): Promise<JobResult> {
  ctx.tell({ stage: 'publishing', progress: null });
  const { document, version } = await removeDocument(job.documentId!, ctx);
  return {
    documentId: document.documentId,
    title: document.title,
    clauses: document.clauseCount,
    units: 0,
    warnings: [],
    isPublished: false,
    indexVersion: version,
  };
}

function resultOf(
  { title, clauses, warnings }: ParseResult,
  documentId: string,
  version: string | null,
): JobResult {
  return {
    documentId,
    title,
    clauses: clauses.length,
    units: clauses.reduce((sum, { units }) => sum + units.length, 0),
    warnings: warnings.map(({ message }) => message),
    isPublished: version !== null,
    indexVersion: version,
  };
}

/** Removes the folder of an upload that nothing names any more. */
export async function dropUpload(dataDir: string, jobId: string): Promise<void> {
  await rm(uploadFolder(dataDir, jobId), { recursive: true, force: true });
}
