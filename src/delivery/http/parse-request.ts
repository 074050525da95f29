import type { z } from 'zod';
import { HttpProblem } from './http-problem.ts';

/** The checked request, or `invalid-request` with a line for every field that does not fit. */
export function parseRequest<Schema extends z.ZodType>(schema: Schema, input: unknown): z.output<Schema> {
  const result = schema.safeParse(input ?? {});
  if (result.success) return result.data;
  const fields = result.error.issues.map((issue) => ({
    field: issue.path.join('.'),
    message: issue.message,
  }));
  const [first] = fields;
  throw new HttpProblem('invalid-request', {
    detail: first ? `${first.field === '' ? '请求' : first.field}：${first.message}` : undefined,
    fields,
  });
}
