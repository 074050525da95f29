import { TiaowenError } from './tiaowen-error.ts';

/** A file could not be turned into text; ingestion reports it as a skip reason. */
export class ReaderError extends TiaowenError {
  readonly code = 'reader-failed';
}
