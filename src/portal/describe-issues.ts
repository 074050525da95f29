import type { z } from 'zod';

/** One field of a request that does not fit. */
export interface FieldIssue {
  /** Dotted path: filters.asOf; empty for the whole request. */
  readonly field: string;
  readonly message: string;
}

/** What does not fit in a request: every field, and the first of them in one line for people. */
export function describeIssues(error: z.ZodError): {
  readonly detail: string | undefined;
  readonly fields: readonly FieldIssue[];
} {
  const fields = error.issues.map((issue) => ({ field: issue.path.join('.'), message: issue.message }));
  const [first] = fields;
  return {
    detail: first ? `${first.field === '' ? '请求' : first.field}：${first.message}` : undefined,
    fields,
  };
}
