import { TiaowenError } from './tiaowen-error.ts';

/** The key of an earlier request, sent with another question. */
export class RequestKeyReusedError extends TiaowenError {
  readonly code = 'idempotency-key-reused';
}
