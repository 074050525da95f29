import { z } from 'zod';
import { MOST_ROWS, type PageRequest } from '../../portal/cut-page.ts';
import { Cursor } from '../../portal/request-fields.ts';

const RANGE = `应为 1 至 ${MOST_ROWS}`;

/** Arguments of a tool that gives a list in pages. */
export const PAGE_INPUT = {
  limit: z
    .int('应为整数')
    .min(1, RANGE)
    .max(MOST_ROWS, RANGE)
    .default(MOST_ROWS)
    .describe('最多几行 · how many rows at most'),
  cursor: Cursor.optional().describe(
    '上一次结果里的 nextCursor，接着往下取；其他参数须相同 · nextCursor of the result before; leave the other arguments as they were',
  ),
};

/** The last line of a page that is not the last. */
export function renderNext(nextCursor: PageRequest['cursor'] | null): string[] {
  return nextCursor ? [`未完，接着取用 cursor：${nextCursor}`] : [];
}
