/** A call of Slack's API that failed. Holds nothing of what was sent: that would be questions and tokens in logs. */
export class SlackError extends Error {
  override readonly name = 'SlackError';
  readonly method: string;
  /** As Slack names it: `channel_not_found`, `ratelimited` …; else what the client or the network said. */
  readonly code: string;

  constructor(method: string, code: string) {
    super(`Slack ${method}: ${code}`);
    this.method = method;
    this.code = code;
  }
}

/** Whether Slack itself refused with one of these codes. */
export function isSlackError(error: unknown, ...codes: readonly string[]): error is SlackError {
  return error instanceof SlackError && (codes.length === 0 || codes.includes(error.code));
}
