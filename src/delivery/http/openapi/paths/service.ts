import { z } from 'zod';
import type { ZodOpenApiPathsObject } from 'zod-openapi';
import { OpenSession } from '../../schemas/session-request.ts';
import { Health, OpenApiDocument, OpenedSession, Readiness, SessionState } from '../replies/service.ts';
import { jsonReply, OF_BODIES, OF_WRITES, problemReplies, reply } from '../responses.ts';

export function servicePaths(): ZodOpenApiPathsObject {
  return {
    '/healthz': {
      get: {
        operationId: 'getHealth',
        security: [],
        tags: ['service'],
        summary: 'The process lives',
        responses: {
          '200': jsonReply('It lives.', Health, 'health'),
          ...problemReplies([], { isOpen: true }),
        },
      },
    },
    '/readyz': {
      get: {
        operationId: 'getReadiness',
        security: [],
        tags: ['service'],
        summary: 'It can answer',
        responses: {
          '200': jsonReply('The index is open and the conversation store answers.', Readiness, 'readiness'),
          ...problemReplies(['not-ready', 'stopping'], { isOpen: true }),
        },
      },
    },
    '/metrics': {
      get: {
        operationId: 'getMetrics',
        tags: ['service'],
        summary: 'Counters and times for Prometheus; no question, document, key or person in them',
        responses: {
          '200': reply('The text format of Prometheus.', { 'text/plain': { schema: z.string() } }),
          ...problemReplies([]),
        },
      },
    },
    '/api/session': {
      get: {
        operationId: 'getSession',
        security: [],
        tags: ['service'],
        summary: 'Whether a key is wanted at all',
        responses: {
          '200': jsonReply('Whether keys are configured.', SessionState, 'session'),
          ...problemReplies([], { isOpen: true }),
        },
      },
      post: {
        operationId: 'openSession',
        security: [],
        tags: ['service'],
        summary: 'Exchanges a key for the cookie of the page',
        requestBody: { required: true, content: { 'application/json': { schema: OpenSession } } },
        responses: {
          '201': jsonReply('The cookie is set: HttpOnly, SameSite=Strict.', OpenedSession),
          ...problemReplies([...OF_BODIES, 'unauthorized', 'not-found', 'too-many-requests'], {
            isOpen: true,
          }),
        },
      },
      delete: {
        operationId: 'closeSession',
        security: [],
        tags: ['service'],
        summary: 'Takes the cookie away',
        responses: { '204': reply('It is gone.'), ...problemReplies(OF_WRITES, { isOpen: true }) },
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
