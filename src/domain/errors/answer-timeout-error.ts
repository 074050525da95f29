import { TiaowenError } from './tiaowen-error.ts';

/** An answer took longer than it may. */
export class AnswerTimeoutError extends TiaowenError {
  readonly code = 'answer-timeout';
}
