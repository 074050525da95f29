import { TiaowenError } from './tiaowen-error.ts';

/** More is asked than can be answered soon; nothing was begun. */
export class OverloadedError extends TiaowenError {
  readonly code = 'overloaded';
}
