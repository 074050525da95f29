import type { FieldIssue as FieldProblem } from '../../portal/describe-issues.ts';
import type { ProblemCode } from './problem-table.ts';

export type { FieldProblem };

/** Thrown by routes and guards; answered by the error table. */
export class HttpProblem extends Error {
  readonly code: ProblemCode;
  readonly fields: readonly FieldProblem[];
  /** Methods for `Allow`. */
  readonly allow: string | null;

  constructor(
    code: ProblemCode,
    options: {
      readonly detail?: string;
      readonly fields?: readonly FieldProblem[];
      readonly allow?: string;
      readonly cause?: unknown;
    } = {},
  ) {
    super(options.detail ?? '', { cause: options.cause });
    this.name = 'HttpProblem';
    this.code = code;
    this.fields = options.fields ?? [];
    this.allow = options.allow ?? null;
  }
}
