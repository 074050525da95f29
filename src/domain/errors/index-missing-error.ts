import { TiaowenError } from './tiaowen-error.ts';

/** No index has been published yet. */
export class IndexMissingError extends TiaowenError {
  readonly code = 'index-missing';
}
