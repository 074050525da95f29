import type { z } from 'zod';
import { describeIssues } from '../../portal/describe-issues.ts';
import { HttpProblem } from './http-problem.ts';

/** The checked request, or `invalid-request` with a line for every field that does not fit. */
export function parseRequest<Schema extends z.ZodType>(schema: Schema, input: unknown): z.output<Schema> {
  const result = schema.safeParse(input ?? {});
  if (result.success) return result.data;
  throw new HttpProblem('invalid-request', describeIssues(result.error));
}
