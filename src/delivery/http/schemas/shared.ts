import { z } from 'zod';
import { RequestId, Role, visibleText } from '../../../portal/request-fields.ts';

export { Cursor, characterCount, RequestId, Role, visibleText } from '../../../portal/request-fields.ts';

/** A list of which an empty one restricts nothing, like an absent one. */
function optionalList(item: z.ZodType<string>) {
  return z
    .array(item, '应为列表')
    .max(100, '不能超过 100 项')
    .transform((list) => (list.length > 0 ? list : undefined))
    .optional();
}

/** Unknown names are refused here: a misspelt filter would silently widen the answer. */
export const Filters = z
  .strictObject(
    {
      documentIds: optionalList(RequestId).meta({ examples: [['smart-city-2015-2017']] }),
      units: optionalList(visibleText(100)).meta({ examples: [['市卫生计生委']] }),
      role: Role.optional(),
      asOf: z.iso
        .date('应为 YYYY-MM-DD 形式的日期')
        .optional()
        .meta({ description: 'The day by which validity is judged; today when left out.' }),
    },
    {
      error: (issue) =>
        issue.code === 'unrecognized_keys' ? `不认识的字段：${issue.keys?.join('、')}` : '应为对象',
    },
  )
  .meta({ id: 'Filters', description: 'An empty list restricts nothing; other names are refused.' });
