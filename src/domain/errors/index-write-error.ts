import { TiaowenError } from './tiaowen-error.ts';

/** A new index could not be written or published: a full or failing disk. What was published before is as it was. */
export class IndexWriteError extends TiaowenError {
  readonly code = 'index-write';
}
