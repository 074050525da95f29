import { TiaowenError } from './tiaowen-error.ts';

/** What was asked does not fit; the message is for people. */
export class InvalidRequestError extends TiaowenError {
  readonly code = 'invalid-request';
}
