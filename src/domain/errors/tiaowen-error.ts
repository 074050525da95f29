/** Base of all expected failures. `code` is stable; `message` names what was attempted and on what. */
export abstract class TiaowenError extends Error {
  abstract readonly code: string;
  readonly isRetryable: boolean = false;

  constructor(message: string, options?: { cause?: unknown }) {
    super(message, options);
    this.name = new.target.name;
  }
}
