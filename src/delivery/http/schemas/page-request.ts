import { z } from 'zod';
import { MOST_ROWS } from '../../../portal/cut-page.ts';
import { Cursor } from './shared.ts';

const RANGE = `应为 1 至 ${MOST_ROWS}`;

/** Query of every list that is given in pages. */
export const PageQuery = z.object({
  limit: z.coerce
    .number('应为整数')
    .int('应为整数')
    .min(1, RANGE)
    .max(MOST_ROWS, RANGE)
    .default(MOST_ROWS)
    .meta({ description: 'Rows at most.' }),
  cursor: Cursor.optional(),
});
