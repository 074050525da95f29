import { z } from 'zod';
import { RequestId, Role, visibleText } from './shared.ts';

/** Query of GET /api/units. */
export const ListUnits = z.object({
  q: z.union([z.literal(''), visibleText(100)]).default(''),
});

/** Query of GET /api/units/{name}/tasks. */
export const ListUnitTasks = z.object({
  role: Role.optional(),
  documentId: RequestId.optional(),
});
