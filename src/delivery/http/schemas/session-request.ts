import { z } from 'zod';

/** Body of POST /api/session. */
export const OpenSession = z
  .object({ key: z.string('应为文字').min(1, '不能为空').max(200, '过长') }, '应为 JSON 对象')
  .meta({ id: 'OpenSession' });
