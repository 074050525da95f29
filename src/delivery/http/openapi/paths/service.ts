import { z } from 'zod';
import type { ZodOpenApiPathsObject } from 'zod-openapi';
import { Health, OpenApiDocument, Readiness } from '../replies/service.ts';
import { jsonReply, problemReplies, reply } from '../responses.ts';

export function servicePaths(): ZodOpenApiPathsObject {
  return {
    '/healthz': {
      get: {
        operationId: 'getHealth',
        tags: ['service'],
        summary: 'The process lives',
        responses: { '200': jsonReply('It lives.', Health, 'health'), ...problemReplies([]) },
      },
    },
    '/readyz': {
      get: {
        operationId: 'getReadiness',
        tags: ['service'],
        summary: 'It can answer',
        responses: {
          '200': jsonReply('The index is open and the conversation store answers.', Readiness, 'readiness'),
          ...problemReplies(['not-ready', 'stopping']),
        },
      },
    },
    '/openapi.json': {
      get: {
        operationId: 'getOpenApiDocument',
        tags: ['service'],
        summary: 'This document',
        responses: { '200': jsonReply('The document.', OpenApiDocument), ...problemReplies([]) },
      },
    },
    '/docs': {
      get: {
        operationId: 'getDocumentation',
        tags: ['service'],
        summary: 'This document as a page',
        responses: {
          '200': reply('A page that loads nothing from elsewhere.', { 'text/html': { schema: z.string() } }),
          ...problemReplies([]),
        },
      },
    },
  };
}
