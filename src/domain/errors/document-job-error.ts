import { TiaowenError } from './tiaowen-error.ts';

/**
 * A job on a document cannot be done: `unreadable` the file gives no clauses, with the reason · `bundle` it holds several files · `unknown-document`
 * there is none of that id, or no draft of it · `last-document` an index is never empty.
 */
export type DocumentJobFailure = 'unreadable' | 'bundle' | 'unknown-document' | 'last-document';

/** The message is for whoever ordered the job. */
export class DocumentJobError extends TiaowenError {
  readonly code: `document-${DocumentJobFailure}`;

  constructor(failure: DocumentJobFailure, message: string, options?: ErrorOptions) {
    super(message, options);
    this.code = `document-${failure}`;
  }
}
