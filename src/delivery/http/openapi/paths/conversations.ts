import { z } from 'zod';
import type { ZodOpenApiPathsObject } from 'zod-openapi';
import {
  ListConversations,
  ReadConversation,
  RenameConversation,
} from '../../schemas/conversation-requests.ts';
import { exampleBody } from '../read-example.ts';
import { Conversation, ConversationList, RenamedConversation } from '../replies/conversations.ts';
import { jsonReply, OF_BODIES, OF_PATHS, OF_STORES, OF_WRITES, problemReplies, reply } from '../responses.ts';

export function conversationPaths(): ZodOpenApiPathsObject {
  const requestParams = { path: z.object({ id: z.string() }) };
  return {
    '/api/conversations': {
      get: {
        operationId: 'listConversations',
        tags: ['conversations'],
        summary: 'Kept conversations',
        requestParams: { query: ListConversations },
        responses: {
          '200': jsonReply('Most recently updated first.', ConversationList, 'conversations'),
          ...problemReplies(['invalid-request', ...OF_STORES]),
        },
      },
    },
    '/api/conversations/{id}': {
      get: {
        operationId: 'getConversation',
        tags: ['conversations'],
        summary: 'One conversation with its last turns',
        requestParams: { ...requestParams, query: ReadConversation },
        responses: {
          '200': jsonReply('The conversation.', Conversation, 'conversation'),
          ...problemReplies([...OF_PATHS, ...OF_STORES]),
        },
      },
      patch: {
        operationId: 'renameConversation',
        tags: ['conversations'],
        summary: 'Renames a conversation',
        requestParams,
        requestBody: {
          required: true,
          content: {
            'application/json': { schema: RenameConversation, example: exampleBody('conversation-renamed') },
          },
        },
        responses: {
          '200': jsonReply('The new title.', RenamedConversation, 'conversation-renamed'),
          ...problemReplies([...OF_BODIES, ...OF_PATHS, ...OF_STORES]),
        },
      },
      delete: {
        operationId: 'deleteConversation',
        tags: ['conversations'],
        summary: 'Deletes a conversation',
        requestParams,
        responses: {
          '204': reply('Deleted.'),
          ...problemReplies([...OF_WRITES, ...OF_PATHS, ...OF_STORES]),
        },
      },
    },
  };
}
