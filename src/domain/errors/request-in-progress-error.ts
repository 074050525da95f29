import { TiaowenError } from './tiaowen-error.ts';

/** A request that was sent again while the first one is still being answered. */
export class RequestInProgressError extends TiaowenError {
  readonly code = 'request-in-progress';
  override readonly isRetryable = true;
}
