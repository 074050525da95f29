import { TiaowenError } from './tiaowen-error.ts';

/**
 * What a model service did wrong, or why it was not called: `timeout` no reply in time · `silent` the reply stopped coming ·
 * `rate-limited` 429 · `unavailable` 5xx or no connection · `rejected` another 4xx · `cut` the stream broke off · `endless`
 * the reply went on beyond its limit · `paused` not called, it failed too often just now · `busy` not called, too many wait ·
 * `over-budget` not called, the day's tokens are spent · `unusable` replied, but not with what was asked for.
 */
export type ModelFailure =
  | 'timeout'
  | 'silent'
  | 'rate-limited'
  | 'unavailable'
  | 'rejected'
  | 'cut'
  | 'endless'
  | 'paused'
  | 'busy'
  | 'over-budget'
  | 'unusable';

export interface ModelErrorOptions extends ErrorOptions {
  /** Default `unavailable`. */
  readonly reason?: ModelFailure;
  /** HTTP status that the service answered with. */
  readonly status?: number;
  /** How long the service asked to be left alone. */
  readonly retryAfterMs?: number;
}

/** A model service failed. The message names the call and the failure, never what was sent or received. */
export class ModelError extends TiaowenError {
  readonly code = 'model-failed';
  readonly reason: ModelFailure;
  readonly status: number | undefined;
  readonly retryAfterMs: number | undefined;

  constructor(message: string, options?: ModelErrorOptions) {
    super(message, options);
    this.reason = options?.reason ?? 'unavailable';
    this.status = options?.status;
    this.retryAfterMs = options?.retryAfterMs;
  }
}
