import { z } from 'zod';
import type { ZodOpenApiPathsObject } from 'zod-openapi';
import { DocumentId } from '../../../../portal/replies/common.ts';
import { JobListQuery, UploadQuery } from '../../schemas/document-requests.ts';
import { DocumentJob, DocumentJobList, OrderedJob } from '../replies/document-jobs.ts';
import {
  examplesOf,
  jsonReply,
  OF_STORES,
  OF_THE_INDEX,
  OF_WRITES,
  problemReplies,
  reply,
} from '../responses.ts';

const FOR_ADMINS =
  'Wants a key with the scope `admin` that sees all documents; without keys it is answered to this machine alone, and nowhere where the service listens elsewhere or stands behind a proxy.';

/** The routes beside those of `documentPaths` at the same addresses. */
export function documentJobPaths(): ZodOpenApiPathsObject {
  const path = z.object({ id: DocumentId });
  const accepted = {
    '202': jsonReply(
      'The job, which is worked on after those before it; `Location` is its address.',
      OrderedJob,
      'job-ordered',
    ),
  };
  const ofOrders = [...OF_WRITES, 'invalid-request', 'not-found', ...OF_STORES, ...OF_THE_INDEX] as const;
  return {
    '/api/documents': {
      post: {
        operationId: 'addDocument',
        tags: ['documents'],
        summary: 'Add or replace a document, or keep it as a draft; for admins',
        description: `${FOR_ADMINS} One file a request: in a form, or as the body with its name in \`name\` or Content-Disposition.`,
        requestParams: { query: UploadQuery },
        requestBody: {
          required: true,
          content: {
            'multipart/form-data': {
              schema: z.object({
                file: z.string().meta({ format: 'binary' }),
                draft: z.enum(['true', 'false']).optional(),
                replace: DocumentId.optional(),
              }),
            },
            '*/*': { schema: z.string().meta({ format: 'binary' }) },
          },
        },
        responses: {
          ...accepted,
          ...problemReplies([...ofOrders, 'body-too-large', 'unsupported-media-type', 'overloaded']),
        },
      },
    },
    '/api/documents/{id}': {
      delete: {
        operationId: 'removeDocument',
        tags: ['documents'],
        summary: 'Remove a document; for admins',
        description: FOR_ADMINS,
        requestParams: { path },
        responses: { ...accepted, ...problemReplies(ofOrders) },
      },
    },
    '/api/documents/{id}/publish': {
      post: {
        operationId: 'publishDocument',
        tags: ['documents'],
        summary: 'Publish a draft; for admins',
        description: FOR_ADMINS,
        requestParams: { path },
        responses: { ...accepted, ...problemReplies(ofOrders) },
      },
    },
    '/api/jobs': {
      get: {
        operationId: 'listJobs',
        tags: ['documents'],
        summary: 'The last jobs on documents, the newest first; for admins',
        description: FOR_ADMINS,
        requestParams: { query: JobListQuery },
        responses: {
          '200': jsonReply('The jobs.', DocumentJobList, 'jobs'),
          ...problemReplies(['invalid-request', ...OF_STORES]),
        },
      },
    },
    '/api/jobs/{id}': {
      get: {
        operationId: 'getJob',
        tags: ['documents'],
        summary: 'One job as it stands, or as it goes on; for admins',
        description: `${FOR_ADMINS} With \`Accept: text/event-stream\` an event \`job\` for each change, until it is over.`,
        requestParams: { path: z.object({ id: z.string() }) },
        responses: {
          '200': reply('The job.', {
            'application/json': { schema: DocumentJob, ...examplesOf(['job']) },
            'text/event-stream': { schema: z.string() },
          }),
          ...problemReplies(['not-found', ...OF_STORES]),
        },
      },
    },
  };
}
