import type { ErrorRequestHandler, RequestHandler, Response } from 'express';
import type { Logger } from 'pino';
import { describeProblem, problemKind, toHttpProblem } from './describe-problem.ts';
import { HttpProblem } from './http-problem.ts';
import { addOpenAiError, isOpenAiPath } from './openai-error.ts';
import { requestIdOf } from './request-log.ts';

/** The last handler: every error leaves as problem+json, or closes the connection where a reply has begun. */
export function answerProblems(logger: Logger): ErrorRequestHandler {
  return (error, _request, response, _next) => {
    const problem = toHttpProblem(error);
    if (response.destroyed || response.writableEnded) return;
    logProblem(logger, problem, requestIdOf(response));
    if (response.headersSent) response.destroy();
    else sendProblem(response, problem);
  };
}

/** The cause, where it is worth more than the line of the request. */
export function logProblem(logger: Logger, problem: HttpProblem, requestId: string): void {
  const { log } = problemKind(problem);
  if (log) logger[log]({ err: problem.cause, code: problem.code, requestId }, 'request failed');
}

export function sendProblem(response: Response, problem: HttpProblem): void {
  const { status, retryAfter } = problemKind(problem);
  if (retryAfter !== undefined && !response.hasHeader('Retry-After'))
    response.set('Retry-After', String(retryAfter));
  if (status === 401) response.set('WWW-Authenticate', 'Bearer');
  if (problem.allow) response.set('Allow', problem.allow);
  // Whatever a route prepared for its own reply does not hold for the problem.
  response.removeHeader('Content-Disposition');
  const described = describeProblem(problem, requestIdOf(response));
  const body = isOpenAiPath(response.req.originalUrl) ? addOpenAiError(described) : described;
  response
    .status(status)
    .type('application/problem+json')
    .send(Buffer.from(JSON.stringify(body)));
}

export const answerUnknownPath: RequestHandler = () => {
  throw new HttpProblem('not-found', { detail: '没有这个地址。' });
};

/** Ends a route: OPTIONS tells the methods, everything else is refused with them. */
export function refuseOtherMethods(...methods: readonly string[]): RequestHandler {
  const allow = [...methods, ...(methods.includes('GET') ? ['HEAD'] : []), 'OPTIONS'].join(', ');
  return (request, response) => {
    if (request.method !== 'OPTIONS') throw new HttpProblem('method-not-allowed', { allow });
    response.set('Allow', allow).status(204).end();
  };
}
