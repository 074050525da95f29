import { TiaowenError } from './tiaowen-error.ts';

/** Keys are configured, and the one that was given is none that may do this. */
export class AccessRefusedError extends TiaowenError {
  readonly code = 'unauthorized';
}
