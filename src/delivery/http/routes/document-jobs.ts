import { randomUUID } from 'node:crypto';
import { rm } from 'node:fs/promises';
import { setTimeout } from 'node:timers/promises';
import { type Request, type RequestHandler, type Response, Router } from 'express';
import type { AppContext } from '../../../app-context.ts';
import { uploadFolder } from '../../../document-jobs/uploads.ts';
import { type DocumentJob, isOver, type JobOrder } from '../../../domain/document-job.ts';
import { findDocument } from '../../../portal/find-document.ts';
import { withSnapshot } from '../../../portal/with-snapshot.ts';
import { refuseOtherMethods } from '../answer-problems.ts';
import { callerOf } from '../caller.ts';
import { HttpProblem } from '../http-problem.ts';
import { mayChangeDocuments } from '../is-admin.ts';
import { parseRequest } from '../parse-request.ts';
import { readUpload } from '../read-upload.ts';
import { JobListQuery, UploadQuery } from '../schemas/document-requests.ts';
import { openEventStream } from '../server-sent-events.ts';

const ONLY_HERE =
  '没有配置访问密钥时，只有在本机直接访问（不经代理、只监听本机地址）才能管理文件；请配置访问密钥并使用有 admin 权限、可见全部文件的密钥，或运行 npm run documents。';
/** Files that are received at the same time; each takes a connection and the disk. */
const MOST_UPLOADS = 4;
const LOOK_MS = 300;

/** Adding, publishing and removing documents, for admins: each is a job, which another process does. */
export function documentJobRoutes(ctx: AppContext): Router {
  const router = Router();
  let uploads = 0;
  const onlyAdmins: RequestHandler = (request, _response, next) => {
    if (!mayChangeDocuments(request, ctx)) throw new HttpProblem('forbidden-scope', { detail: ONLY_HERE });
    next();
  };

  router.post('/api/documents', onlyAdmins, async (request, response) => {
    if (uploads >= MOST_UPLOADS) throw new HttpProblem('overloaded');
    uploads++;
    const jobId = randomUUID();
    const folder = uploadFolder(ctx.config.dataDir, jobId);
    try {
      const { file, fields } = await readUpload(request, { folder, mostBytes: ctx.config.maxUploadBytes });
      const { draft, replace } = parseRequest(UploadQuery, { ...request.query, ...fields });
      if (replace !== undefined) await requireDocument(replace, response);
      await order(response, jobId, { kind: 'add', documentId: replace ?? null, file, isDraft: draft });
    } catch (error) {
      await rm(folder, { recursive: true, force: true });
      throw error;
    } finally {
      uploads--;
    }
  });

  router.delete('/api/documents/:id', onlyAdmins, async (request, response) => {
    const { id } = request.params as { id: string };
    await requireDocument(id, response);
    await order(response, randomUUID(), { kind: 'remove', documentId: id, file: null, isDraft: false });
  });

  router
    .route('/api/documents/:id/publish')
    .post(onlyAdmins, async (request, response) => {
      const { id } = request.params as { id: string };
      const draft = await ctx.jobs.draftOf(id);
      if (draft === null) throw new HttpProblem('not-found', { detail: '没有这份文件的草稿。' });
      await order(response, randomUUID(), {
        kind: 'publish',
        documentId: id,
        file: draft.file,
        isDraft: false,
      });
    })
    .all(refuseOtherMethods('POST'));

  router
    .route('/api/jobs')
    .get(onlyAdmins, async (request, response) => {
      const { limit } = parseRequest(JobListQuery, request.query);
      response.json({ jobs: await ctx.jobs.list(limit) });
    })
    .all(refuseOtherMethods('GET'));

  router
    .route('/api/jobs/:id')
    .get(onlyAdmins, async (request, response) => {
      const job = await ctx.jobs.get((request.params as { id: string }).id);
      if (job === null) throw new HttpProblem('not-found');
      response.vary('Accept');
      if (wantsEvents(request)) await streamJob(job, response);
      else response.json(job);
    })
    .all(refuseOtherMethods('GET'));
  return router;

  async function requireDocument(id: string, response: Response): Promise<void> {
    const { visibility } = callerOf(response);
    await withSnapshot(ctx.index, (snapshot) => findDocument(snapshot, id, visibility));
  }

  async function order(response: Response, jobId: string, wanted: JobOrder): Promise<void> {
    const job = await ctx.jobs.add(jobId, wanted, new Date());
    const url = `/api/jobs/${jobId}`;
    response
      .status(202)
      .location(url)
      .json({ url, ...job });
  }

  /** `job` with each change, until it is over or the client leaves. */
  async function streamJob(first: DocumentJob, response: Response): Promise<void> {
    const stream = openEventStream(response);
    let job: DocumentJob | null = first;
    let told = '';
    while (job !== null && !response.destroyed && !ctx.stopping.aborted) {
      const now = JSON.stringify(job);
      if (now !== told) stream.send('job', job);
      told = now;
      if (isOver(job)) break;
      await setTimeout(LOOK_MS);
      job = await ctx.jobs.get(first.jobId);
    }
    stream.end();
  }
}

function wantsEvents(request: Request): boolean {
  return request.accepts(['application/json', 'text/event-stream']) === 'text/event-stream';
}
