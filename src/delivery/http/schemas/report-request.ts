import { z } from 'zod';
import { REPORT_TABLES } from '../../../reports/render-report-csv.ts';

/** Query of GET /api/reports. */
export const ReadReport = z.object({
  since: z
    .string('应为文字，只能给一次')
    .max(20, '不能超过 20 个字符')
    .default('7d')
    .meta({ description: '`24h`, `7d`, or a day from its beginning in China: `2026-01-31`.' }),
  table: z
    .enum(REPORT_TABLES, `应为 ${REPORT_TABLES.join('、')} 之一`)
    .optional()
    .meta({ description: 'One table as CSV; with `Accept: text/csv` alone it is `unanswered`.' }),
});
