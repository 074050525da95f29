import { z } from 'zod';
import { Filters, RequestId, visibleText } from './shared.ts';

/** Body of POST /api/chat. Fields that are not named here are ignored. */
export const ChatRequest = z
  .object(
    {
      message: visibleText(4000),
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
  )
  .meta({ id: 'ChatRequest', description: 'Fields that are not named here are ignored.' });
export type ChatRequest = z.output<typeof ChatRequest>;
