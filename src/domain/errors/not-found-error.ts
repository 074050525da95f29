import { TiaowenError } from './tiaowen-error.ts';

/** A conversation, document, clause or unit that does not exist, or that the caller may not see. */
export class NotFoundError extends TiaowenError {
  readonly code = 'not-found';
  /** One sentence for the asker; absent where there is nothing to add. */
  readonly detail: string | undefined;

  constructor(message: string, options: { readonly detail?: string; readonly cause?: unknown } = {}) {
    super(message, options);
    this.detail = options.detail;
  }
}
