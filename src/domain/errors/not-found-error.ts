import { TiaowenError } from './tiaowen-error.ts';

/** A conversation, document, clause or unit that does not exist, or that the caller may not see. */
export class NotFoundError extends TiaowenError {
  readonly code = 'not-found';
}
