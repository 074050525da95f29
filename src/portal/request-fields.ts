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

/** Where a list goes on. */
export const Cursor = z
  .string('应为文字，只能给一次')
  .min(1, '不能为空')
  .max(200, '过长')
  .meta({ description: '`nextCursor` of the reply before, for the same list; opaque.' });

export const Role = z.enum(['lead', 'supporting', 'responsible'], '应为 lead、supporting 或 responsible');
