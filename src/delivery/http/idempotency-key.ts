import type { Request } from 'express';
import { parseRequestKey, REQUEST_KEY_RULE } from '../../portal/request-key.ts';
import { HttpProblem } from './http-problem.ts';

export { REQUEST_KEY as IDEMPOTENCY_KEY } from '../../portal/request-key.ts';

/** Reply header: the turn was made by an earlier request with the same key. */
export const IDEMPOTENCY_REPLAYED = 'Idempotency-Replayed';

/** The `Idempotency-Key` of a request, null without one. Throws `invalid-request` for what is none. */
export function readIdempotencyKey(request: Request): string | null {
  const header = request.get('idempotency-key');
  if (header === undefined) return null;
  const key = parseRequestKey(header);
  if (key === null) throw new HttpProblem('invalid-request', { detail: REQUEST_KEY_RULE });
  return key;
}
