import { TiaowenError } from './tiaowen-error.ts';

/** A model service failed or answered nonsense. */
export class ModelError extends TiaowenError {
  readonly code = 'model-failed';
}
