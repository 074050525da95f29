import { TiaowenError } from './tiaowen-error.ts';

/** A setting is missing or contradicts another; the message lists every problem found. */
export class ConfigError extends TiaowenError {
  readonly code = 'config-invalid';
}
