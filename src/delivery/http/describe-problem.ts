import { TiaowenError } from '../../domain/errors/tiaowen-error.ts';
import { failureCodeOf, ownDetailOf } from '../../portal/failures.ts';
import { type FieldProblem, HttpProblem } from './http-problem.ts';
import { PROBLEMS, type ProblemCode, type ProblemKind } from './problem-table.ts';

/** RFC 9457 problem details with a stable `code`. */
export interface Problem {
  readonly type: string;
  readonly title: string;
  readonly status: number;
  readonly detail: string;
  readonly instance: string;
  readonly code: ProblemCode;
  readonly requestId: string;
  readonly fields?: readonly FieldProblem[];
}

/** Turns whatever was thrown into an `HttpProblem`; what nobody expected becomes `internal-error` without detail. */
export function toHttpProblem(error: unknown): HttpProblem {
  if (error instanceof HttpProblem) return error;
  const isListed = error instanceof TiaowenError && Object.hasOwn(PROBLEMS, error.code);
  const code = isListed ? (error.code as ProblemCode) : failureCodeOf(error);
  return new HttpProblem(code, { detail: ownDetailOf(error), cause: error });
}

export function describeProblem(problem: HttpProblem, requestId: string): Problem {
  const kind = problemKind(problem);
  return {
    type: `urn:tiaowen:problem:${problem.code}`,
    title: kind.title,
    status: kind.status,
    detail: problem.message === '' ? kind.detail : problem.message,
    instance: `urn:uuid:${requestId}`,
    code: problem.code,
    requestId,
    ...(problem.fields.length > 0 && { fields: problem.fields }),
  };
}

export function problemKind(problem: HttpProblem): ProblemKind {
  return PROBLEMS[problem.code];
}
