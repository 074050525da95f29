import { z } from 'zod';
import type { ZodOpenApiPathsObject } from 'zod-openapi';
import { FeedbackRequest } from '../../schemas/feedback-request.ts';
import { exampleBody } from '../read-example.ts';
import { Feedback } from '../replies/conversations.ts';
import { jsonReply, OF_BODIES, OF_PATHS, OF_STORES, OF_WRITES, problemReplies, reply } from '../responses.ts';

export function feedbackPaths(): ZodOpenApiPathsObject {
  return {
    '/api/feedback': {
      post: {
        operationId: 'giveFeedback',
        tags: ['conversations'],
        summary: 'Says whether an answer helped',
        requestBody: {
          required: true,
          content: { 'application/json': { schema: FeedbackRequest, example: exampleBody('feedback') } },
        },
        responses: {
          '200': jsonReply('As it is kept; what was said before is replaced.', Feedback, 'feedback'),
          ...problemReplies([...OF_BODIES, ...OF_STORES, 'not-found']),
        },
      },
    },
    '/api/feedback/{messageId}': {
      delete: {
        operationId: 'takeFeedbackBack',
        tags: ['conversations'],
        summary: 'Takes back what was said about an answer',
        requestParams: { path: z.object({ messageId: z.string() }) },
        responses: {
          '204': reply('Taken back.'),
          ...problemReplies([...OF_WRITES, ...OF_PATHS, ...OF_STORES]),
        },
      },
    },
  };
}
