import { z } from 'zod';
import { readConversationCursor } from '../conversation-cursor.ts';
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
  cursor: z
    .string()
    .max(500)
    .transform((text, issues) => {
      const place = readConversationCursor(text);
      if (place === null) issues.addIssue({ code: 'custom', message: '应为上一页的 nextCursor' });
      return place ?? z.NEVER;
    })
    .optional()
    .meta({ type: 'string', description: '`nextCursor` of the page before.' }),
});

/** Query of GET /api/conversations/{id}. */
export const ReadConversation = z.object({
  limit: z.coerce
    .number('应为整数')
    .int('应为整数')
    .min(1, '应为 1 至 500')
    .max(500, '应为 1 至 500')
    .default(100)
    .meta({ description: 'Of the last turns.' }),
  before: z.coerce
    .number('应为整数')
    .int('应为整数')
    .min(0, '应为非负整数')
    .optional()
    .meta({ description: '`earlier` of the page before.' }),
});
