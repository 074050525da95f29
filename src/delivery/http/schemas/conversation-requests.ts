import { z } from 'zod';
import { visibleText } from './shared.ts';

/** Body of PATCH /api/conversations/{id}. */
export const RenameConversation = z.object({ title: visibleText(100) }, '应为 JSON 对象').meta({
  id: 'RenameConversation',
});

/** Query of GET /api/conversations. */
export const ListConversations = z.object({
  limit: z.coerce
    .number('应为整数')
    .int('应为整数')
    .min(1, '应为 1 至 200')
    .max(200, '应为 1 至 200')
    .default(50),
});
