import { z } from 'zod';
import { Filters, RequestId, visibleText } from './shared.ts';

/** Body of POST /api/chat. Fields that are not named here are ignored. */
export const ChatRequest = z.object(
  {
    message: visibleText(4000),
    conversationId: RequestId.optional(),
    filters: Filters.optional(),
    context: z.object({ unit: visibleText(100).optional() }, '应为对象').optional(),
  },
  '应为 JSON 对象',
);
export type ChatRequest = z.output<typeof ChatRequest>;
