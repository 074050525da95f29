import { TiaowenError } from './tiaowen-error.ts';

/** Another process is writing the index. */
export class IndexLockedError extends TiaowenError {
  readonly code = 'index-locked';
}
