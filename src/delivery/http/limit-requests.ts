import type { Request, RequestHandler, Response } from 'express';
import { ipKeyGenerator, rateLimit, type Store } from 'express-rate-limit';
import type { Config } from '../../config/config.ts';
import { ANONYMOUS, callerOf } from './caller.ts';
import { HttpProblem } from './http-problem.ts';

const MINUTE_MS = 60_000;

/** A store for the counts of one policy; the names of policies are `requests`, `key` and `guesses`. */
export type CreateLimitStore = (policy: string) => Store;

/**
 * At most so many requests a minute of one end user of a key, or of a key that names none, or without keys of one address
 * (`requestsPerMinute`), and of one key over all its end users (`requestsPerMinutePerKey`); null for no limit. What the first refuses
 * the second does not count. Replies tell what is left of each policy in RateLimit headers (draft 8); beyond it 429 with Retry-After.
 *
 * Counts are kept in this process unless `createStore` is given. The store that workers share (src/workers) has no `get`, so nothing
 * here asks for one.
 */
export function limitRequests(
  {
    requestsPerMinute,
    requestsPerMinutePerKey,
  }: Pick<Config, 'requestsPerMinute' | 'requestsPerMinutePerKey'>,
  createStore?: CreateLimitStore,
): RequestHandler[] {
  return [
    ...(requestsPerMinute === null ? [] : [limit('requests', requestsPerMinute, askerOf, createStore)]),
    ...(requestsPerMinutePerKey === null ? [] : [limit('key', requestsPerMinutePerKey, keyOf, createStore)]),
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

function askerOf(request: Request, response: Response): string {
  const { owner } = callerOf(response);
  if (owner.keyId === ANONYMOUS.owner.keyId) return ipKeyGenerator(request.ip ?? 'unknown');
  return JSON.stringify([owner.keyId, owner.endUser]);
}

function keyOf(_request: Request, response: Response): string | null {
  const { keyId } = callerOf(response).owner;
  return keyId === ANONYMOUS.owner.keyId ? null : keyId;
}
