import { z } from 'zod';
import { RequestId } from './shared.ts';

const Flag = z
  .enum(['true', 'false'], '应为 true 或 false')
  .transform((value) => value === 'true')
  .default(false);

/** Query of an upload, or fields beside the file in its form. */
export const UploadQuery = z.object({
  name: z
    .string()
    .max(1000)
    .optional()
    .meta({ description: 'Name of the file where the body is the file itself.' }),
  draft: Flag.meta({
    description: 'true: read and shown to admins, searched by nobody until it is published.',
  }),
  replace: RequestId.optional().meta({ description: 'Id of the document whose place the file takes.' }),
});

export const JobListQuery = z.object({
  limit: z.coerce
    .number('应为整数')
    .int('应为整数')
    .min(1, '应为 1 至 200')
    .max(200, '应为 1 至 200')
    .default(50)
    .meta({ description: 'Jobs at most, the newest first.' }),
});
