import { z } from 'zod';
import { PageQuery } from './page-request.ts';
import { RequestId, Role } from './shared.ts';

/** Query of GET /api/units. */
export const ListUnits = PageQuery.extend({
  q: z
    .string('应为文字，只能给一次')
    .max(200, '不能超过 200 个字符')
    .default('')
    .meta({ description: 'Printed names that contain it or that it stands for; all when left out.' }),
});

/** Query of GET /api/units/{name}/tasks. */
export const ListUnitTasks = PageQuery.extend({
  role: Role.optional(),
  documentId: RequestId.optional(),
});
