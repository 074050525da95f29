import { TiaowenError } from './tiaowen-error.ts';

/** One question would have taken more of the thread than a question may. */
export class WorkExceededError extends TiaowenError {
  readonly code = 'work-exceeded';
}
