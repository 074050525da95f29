import { z } from 'zod';

/** Arguments of a tool. Unknown names are refused: a misspelt filter would silently widen the answer. */
export function toolInput<Shape extends z.core.$ZodLooseShape>(shape: Shape) {
  return z.strictObject(shape, {
    error: (issue) =>
      issue.code === 'unrecognized_keys' ? `不认识的字段：${issue.keys?.join('、')}` : '应为对象',
  });
}
