import { z } from 'zod';
import type { ZodOpenApiPathsObject } from 'zod-openapi';
import { ChatCompletionRequest } from '../../schemas/chat-completion-request.ts';
import { exampleBody } from '../read-example.ts';
import { ChatCompletion, Model, ModelList } from '../replies/chat-completion.ts';
import { examplesOf, jsonReply, OF_ANSWERS, problemReplies } from '../responses.ts';

const UNDER_V1 = { openAi: true };

const CHUNKS = {
  schema: {
    type: 'string' as const,
    description:
      'Lines `data: {…}` with ChatCompletionChunk, then `data: [DONE]`. A failure after the beginning comes as a `data:` line with OpenAiProblem.',
  },
  'x-data': { $ref: '#/components/schemas/ChatCompletionChunk' },
};

export function openAiPaths(): ZodOpenApiPathsObject {
  const completed = jsonReply(
    'The answer with footnotes. With `"stream": true` the same as chunks.',
    ChatCompletion,
    'chat-completion',
  );
  return {
    '/v1/chat/completions': {
      post: {
        operationId: 'createChatCompletion',
        tags: ['openai'],
        summary: 'The same answers for clients of OpenAI',
        requestBody: {
          required: true,
          content: {
            'application/json': {
              schema: ChatCompletionRequest,
              examples: {
                'chat-completion': { value: exampleBody('chat-completion') },
                'chat-completion-stream': { value: exampleBody('chat-completion-stream') },
              },
            },
          },
        },
        responses: {
          '200': {
            ...completed,
            content: {
              ...completed.content,
              'text/event-stream': { ...CHUNKS, ...examplesOf(['chat-completion-stream']) },
            },
          },
          ...problemReplies([...OF_ANSWERS, 'model-not-found'], UNDER_V1),
        },
      },
    },
    '/v1/models': {
      get: {
        operationId: 'listModels',
        tags: ['openai'],
        summary: 'The one model',
        responses: { '200': jsonReply('Models.', ModelList, 'models'), ...problemReplies([], UNDER_V1) },
      },
    },
    '/v1/models/{model}': {
      get: {
        operationId: 'getModel',
        tags: ['openai'],
        summary: 'One model',
        requestParams: { path: z.object({ model: z.string().meta({ examples: ['tiaowen'] }) }) },
        responses: {
          '200': jsonReply('The model.', Model, 'model'),
          ...problemReplies(['invalid-request', 'model-not-found'], UNDER_V1),
        },
      },
    },
  };
}
