import { z } from 'zod';
import type { ZodOpenApiPathsObject } from 'zod-openapi';
import { Answer } from '../../../../portal/replies/answer.ts';
import { SearchReply } from '../../../../portal/replies/clauses.ts';
import { IDEMPOTENCY_KEY, IDEMPOTENCY_REPLAYED } from '../../idempotency-key.ts';
import { ChatRequest } from '../../schemas/chat-request.ts';
import { SearchRequest } from '../../schemas/search-request.ts';
import { exampleBody } from '../read-example.ts';
import { describeEvents } from '../replies/stream-events.ts';
import { examplesOf, jsonReply, OF_ANSWERS, OF_BODIES, OF_THE_INDEX, problemReplies } from '../responses.ts';

export function chatPaths(): ZodOpenApiPathsObject {
  const answered = jsonReply(
    'The answer with its citations and units. With `Accept: text/event-stream` the same as a stream.',
    Answer,
    'answer',
    'answer-refused',
  );
  return {
    '/api/chat': {
      post: {
        operationId: 'ask',
        tags: ['answers'],
        summary: 'Answers a question, as JSON or as a stream',
        requestParams: {
          header: z.object({
            'Idempotency-Key': z.string().regex(IDEMPOTENCY_KEY).optional().meta({
              description:
                'A new one for each question: requests with the same key make one turn, and the others get its answer.',
            }),
          }),
        },
        requestBody: {
          required: true,
          content: { 'application/json': { schema: ChatRequest, example: exampleBody('answer') } },
        },
        responses: {
          '200': {
            ...answered,
            headers: {
              ...answered.headers,
              [IDEMPOTENCY_REPLAYED]: { $ref: '#/components/headers/IdempotencyReplayed' },
            },
            content: {
              ...answered.content,
              'text/event-stream': { ...describeEvents(), ...examplesOf(['answer-stream']) },
            },
          },
          // not-found: the conversation is unknown.
          ...problemReplies([...OF_ANSWERS, 'not-found', 'request-in-progress', 'idempotency-key-reused']),
        },
      },
    },
    '/api/search': {
      post: {
        operationId: 'search',
        tags: ['answers'],
        summary: 'Clauses for a query, ranked',
        requestBody: {
          required: true,
          content: { 'application/json': { schema: SearchRequest, example: exampleBody('search') } },
        },
        responses: {
          '200': jsonReply('Hits, best first.', SearchReply, 'search'),
          ...problemReplies([...OF_BODIES, ...OF_THE_INDEX, 'model-failed', 'overloaded']),
        },
      },
    },
  };
}
