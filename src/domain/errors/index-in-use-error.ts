import { TiaowenError } from './tiaowen-error.ts';

/** The index holds documents that were not named to be replaced. */
export class IndexInUseError extends TiaowenError {
  readonly code = 'index-in-use';
}
