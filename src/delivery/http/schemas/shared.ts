import { z } from 'zod';

/** Lengths are counted in characters as people see them (code points), so that 𠮷 is one. */
export function characterCount(text: string): number {
  let count = 0;
  for (const _character of text) count++;
  return count;
}

/** Text with at least one visible character and at most `most` characters. */
export function visibleText(most: number) {
  return z
    .string('应为文字')
    .refine((text) => /[\p{L}\p{M}\p{N}\p{P}\p{S}]/u.test(text), '不能为空')
    .refine((text) => characterCount(text) <= most, `不能超过 ${most} 个字符`)
    .meta({ minLength: 1, maxLength: most });
}

/** An id in a request: opaque, short. */
export const RequestId = z.string('应为文字').min(1, '不能为空').max(200, '过长');

export const Role = z.enum(['lead', 'supporting', 'responsible'], '应为 lead、supporting 或 responsible');

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
