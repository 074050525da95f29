import { TiaowenError } from '../../domain/errors/tiaowen-error.ts';
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

/** Codes of body-parser, by its `type`. */
const BODY_PROBLEMS: Readonly<Record<string, ProblemCode>> = {
  'entity.parse.failed': 'invalid-json',
  'entity.too.large': 'body-too-large',
  'encoding.unsupported': 'unsupported-media-type',
  'charset.unsupported': 'unsupported-media-type',
};

/** Turns whatever was thrown into an `HttpProblem`; what nobody expected becomes `internal-error` without detail. */
export function toHttpProblem(error: unknown): HttpProblem {
  if (error instanceof HttpProblem) return error;
  if (error instanceof TiaowenError && Object.hasOwn(PROBLEMS, error.code)) {
    return new HttpProblem(error.code as ProblemCode, { cause: error });
  }
  const { type, status } = (error ?? {}) as { type?: unknown; status?: unknown };
  const code = typeof type === 'string' ? BODY_PROBLEMS[type] : undefined;
  if (code) return new HttpProblem(code, { cause: error });
  // What Express and body-parser blame on the request: a bad percent escape in the path, a body cut short.
  if (typeof status === 'number' && status >= 400 && status < 500) {
    return new HttpProblem('invalid-request', { cause: error });
  }
  return new HttpProblem('internal-error', { cause: error });
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
