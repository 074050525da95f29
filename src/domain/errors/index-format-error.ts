import { TiaowenError } from './tiaowen-error.ts';

/** The saved index does not fit this program or its embedder; the message names the command that mends it. */
export class IndexFormatError extends TiaowenError {
  readonly code = 'index-format';
}
