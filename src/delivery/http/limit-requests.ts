import type { Request, RequestHandler, Response } from 'express';
import { ipKeyGenerator, rateLimit, type Store } from 'express-rate-limit';
import type { Config } from '../../config/config.ts';
import { ANONYMOUS, callerOf } from './caller.ts';
import { HttpProblem } from './http-problem.ts';
import { isLocalRequest } from './is-local-request.ts';

const MINUTE_MS = 60_000;

/** A store for the counts of one policy; the names of policies are `requests`, `key` and `guesses`. */
export type CreateLimitStore = (policy: string) => Store;

/**
 * At most so many requests a minute of one end user of a key, or of a key that names none, or without keys of one address
 * (`requestsPerMinute`), and of one key over all its end users (`requestsPerMinutePerKey`). What the first refuses the second does not
 * count. Without keys and without a limit of the administrator's own, whoever sits at this machine and has the service alone is not
 * counted. Replies tell what is left of each policy in RateLimit headers (draft 8); beyond it 429 with Retry-After.
 *
 * Counts are kept in this process unless `createStore` is given. The store that workers share (src/workers) has no `get`, so nothing
 * here asks for one.
 */
export function limitRequests(config: Config, createStore?: CreateLimitStore): RequestHandler[] {
  const countAsker = (request: Request, response: Response) =>
    isAnonymous(response) && !config.limitsOwnMachine && isLocalRequest(request, config)
      ? null
      : askerOf(request, response);
  return [
    limit('requests', config.requestsPerMinute, countAsker, createStore),
    limit('key', config.requestsPerMinutePerKey, keyOf, createStore),
  ];
}

/** A request for which `countedBy` gives null is not counted. */
function limit(
  policy: string,
  requests: number,
  countedBy: (request: Request, response: Response) => string | null,
  createStore: CreateLimitStore | undefined,
): RequestHandler {
  return rateLimit({
    windowMs: MINUTE_MS,
    limit: requests,
    standardHeaders: 'draft-8',
    legacyHeaders: false,
    identifier: policy,
    ...(createStore && { store: createStore(policy) }),
    skip: (request, response) => countedBy(request, response) === null,
    keyGenerator: (request, response) => countedBy(request, response) ?? '',
    handler: (_request, _response, next) => next(new HttpProblem('too-many-requests')),
  });
}

function isAnonymous(response: Response): boolean {
  return callerOf(response).owner.keyId === ANONYMOUS.owner.keyId;
}

function askerOf(request: Request, response: Response): string {
  if (isAnonymous(response)) return ipKeyGenerator(request.ip ?? 'unknown');
  const { owner } = callerOf(response);
  return JSON.stringify([owner.keyId, owner.endUser]);
}

function keyOf(_request: Request, response: Response): string | null {
  return isAnonymous(response) ? null : callerOf(response).owner.keyId;
}
