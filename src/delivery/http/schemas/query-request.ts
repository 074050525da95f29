import { z } from 'zod';
import { Query } from '../../../domain/query.ts';

/** Body of POST /api/query. */
export const QueryRequest = z
  .strictObject(
    { query: Query },
    {
      error: (issue) =>
        issue.code === 'unrecognized_keys' ? `不认识的字段：${issue.keys?.join('、')}` : '应为 JSON 对象',
    },
  )
  .meta({ id: 'QueryRequest' });
