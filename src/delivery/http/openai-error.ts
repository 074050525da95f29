import type { Problem } from './describe-problem.ts';

/** An error as OpenAI's clients read it. */
export interface OpenAiError {
  readonly message: string;
  readonly type: 'invalid_request_error' | 'permission_error' | 'rate_limit_error' | 'server_error';
  /** The field that does not fit, dotted: messages.2.content. */
  readonly param: string | null;
  /** Our code with underscores: model_not_found. */
  readonly code: string;
}

/** True for addresses under /v1, known or not. */
export function isOpenAiPath(url: string): boolean {
  return /^\/v1(?:[/?]|$)/i.test(url);
}

/** The same problem with a member `error`, from which OpenAI's clients take message, param and code. */
export function addOpenAiError(problem: Problem): Problem & { readonly error: OpenAiError } {
  const field = problem.fields?.[0]?.field ?? '';
  return {
    ...problem,
    error: {
      message: problem.detail,
      type: errorType(problem.status),
      param: field === '' ? null : field,
      code: problem.code.replaceAll('-', '_'),
    },
  };
}

function errorType(status: number): OpenAiError['type'] {
  if (status >= 500) return 'server_error';
  if (status === 429) return 'rate_limit_error';
  return status === 401 || status === 403 ? 'permission_error' : 'invalid_request_error';
}
