import { z } from 'zod';
import { Filters, visibleText } from './shared.ts';

/** Body of POST /api/search. */
export const SearchRequest = z
  .object(
    {
      query: visibleText(4000),
      limit: z.int('应为整数').min(1, '应为 1 至 100').max(100, '应为 1 至 100').default(10),
      filters: Filters.optional(),
    },
    '应为 JSON 对象',
  )
  .meta({ id: 'SearchRequest' });
export type SearchRequest = z.output<typeof SearchRequest>;
