import type { RequestHandler } from 'express';
import { ipKeyGenerator, rateLimit } from 'express-rate-limit';
import { ANONYMOUS, callerOf } from './caller.ts';
import { HttpProblem } from './http-problem.ts';

const MINUTE_MS = 60_000;

/**
 * At most so many requests a minute of one key and end user; without keys of one address. The reply tells what is left in
 * RateLimit headers; beyond it 429 with Retry-After. Counts are kept in this process.
 */
export function limitRequests(requestsPerMinute: number): RequestHandler {
  return rateLimit({
    windowMs: MINUTE_MS,
    limit: requestsPerMinute,
    standardHeaders: 'draft-8',
    legacyHeaders: false,
    identifier: 'requests',
    keyGenerator: (request, response) => {
      const { owner } = callerOf(response);
      if (owner.keyId === ANONYMOUS.owner.keyId) return ipKeyGenerator(request.ip ?? 'unknown');
      return JSON.stringify([owner.keyId, owner.endUser]);
    },
    handler: (_request, _response, next) => next(new HttpProblem('too-many-requests')),
  });
}
