import { TiaowenError } from './tiaowen-error.ts';

/** The list that a cursor belongs to has changed since it was given out. */
export class StaleCursorError extends TiaowenError {
  readonly code = 'stale-cursor';
}
