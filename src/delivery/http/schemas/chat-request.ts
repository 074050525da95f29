import { z } from 'zod';
import { Query } from '../../../domain/query.ts';
import { Filters, RequestId, visibleText } from './shared.ts';

/** Fields of a question, whoever sends it. */
export const ChatFields = z.object(
  {
    message: visibleText(4000)
      .optional()
      .meta({ description: 'The question; may be left out where `query` is sent.' }),
    query: Query.optional().meta({
      description:
        'Executed instead of reading the message, such as a choice that was offered in `clarification`.',
    }),
    conversationId: RequestId.optional().meta({
      description: 'To go on; left out, a new conversation begins.',
    }),
    filters: Filters.optional(),
    context: z
      .object(
        { unit: visibleText(100).optional().meta({ description: 'Who 我局, 本单位, 我们区 are.' }) },
        '应为对象',
      )
      .optional(),
  },
  '应为 JSON 对象',
);

/** Body of POST /api/chat. Fields that are not named here are ignored. */
export const ChatRequest = ChatFields.superRefine(({ message, query, filters }, issues) => {
  if (message === undefined && query === undefined)
    issues.addIssue({ code: 'custom', path: ['message'], message: '不能为空' });
  if (query !== undefined && filters !== undefined)
    issues.addIssue({ code: 'custom', path: ['filters'], message: '不能与 query 同用，条件写在 query 里' });
}).meta({ id: 'ChatRequest', description: 'Fields that are not named here are ignored.' });
export type ChatRequest = z.output<typeof ChatRequest>;
