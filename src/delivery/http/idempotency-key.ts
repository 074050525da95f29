import type { Request } from 'express';
import { HttpProblem } from './http-problem.ts';

/** Reply header: the turn was made by an earlier request with the same key. */
export const IDEMPOTENCY_REPLAYED = 'Idempotency-Replayed';

/** 1 to 255 visible ASCII characters. */
export const IDEMPOTENCY_KEY = /^[\x21-\x7e]{1,255}$/;

/**
 * The `Idempotency-Key` of a request (IETF draft httpapi-idempotency-key-header), null without one. The draft's quotes may be left
 * out and mean the same: `"8e03978e"` is `8e03978e`. Throws `invalid-request` for what is none.
 */
export function readIdempotencyKey(request: Request): string | null {
  const header = request.get('idempotency-key');
  if (header === undefined) return null;
  const key = /^"(?<inner>.*)"$/.exec(header)?.groups?.['inner'] ?? header;
  if (!IDEMPOTENCY_KEY.test(header) || key === '')
    throw new HttpProblem('invalid-request', {
      detail: 'Idempotency-Key：应为 1 至 255 个可见的 ASCII 字符',
    });
  return key;
}
