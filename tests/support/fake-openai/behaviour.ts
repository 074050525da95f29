/** What the fake does with one chat request. Times in milliseconds; characters are UTF-16 units. */
export type Behaviour =
  | TextBehaviour
  /** Asks for tools instead of giving text. Arguments that are no string are sent as JSON. */
  | { readonly kind: 'tool-calls'; readonly calls: readonly ToolCall[]; readonly usage?: FakeUsage | null }
  /** An error answer. `retryAfter` is sent as it is: seconds or an HTTP date. The default body looks like OpenAI's. */
  | {
      readonly kind: 'status';
      readonly status: number;
      readonly retryAfter?: string;
      readonly body?: unknown;
      readonly delayMs?: number;
    }
  /** Destroys the socket once `after` characters of `text` are out; 0 does so after the headers. */
  | { readonly kind: 'cut'; readonly text: string; readonly after: number; readonly delayMs?: number }
  /** Sends the headers, then nothing; the connection stays open. */
  | { readonly kind: 'silence' }
  /** Stops sending once `after` characters of `text` are out; the connection stays open. */
  | { readonly kind: 'stall'; readonly text: string; readonly after: number; readonly delayMs?: number }
  /** Repeats `text` until the client leaves, whatever limit the request names. */
  | { readonly kind: 'endless'; readonly text: string; readonly delayMs?: number }
  /** Takes the request and never answers, not even with headers. */
  | { readonly kind: 'hang' }
  /** Destroys the socket instead of answering. */
  | { readonly kind: 'reset' }
  /** Status 200 with a page that holds no event, as a login portal in between would send. */
  | { readonly kind: 'garbage' }
  /** Events whose data is not JSON. */
  | { readonly kind: 'broken-json' }
  /** A well-formed reply without a character. */
  | { readonly kind: 'empty' }
  /** Ends in good order in mid reply: neither finish reason nor `[DONE]`, as a proxy that gave up would. */
  | { readonly kind: 'truncated'; readonly text: string }
  /** Sends `text`, then an error inside the stream. */
  | { readonly kind: 'error-event'; readonly text: string; readonly message: string };

export interface TextBehaviour {
  readonly kind: 'text';
  readonly text: string;
  /** Characters of one piece; default 4. A surrogate pair is never torn. */
  readonly chunkSize?: number;
  /** Between two pieces; default 0. Pieces keep to a timetable, so that lateness does not add up. */
  readonly delayMs?: number;
  /** From the request to the headers and the first piece; default 0. */
  readonly firstDelayMs?: number;
  /** Default: one token a character. `null`: reports none, even when asked to. */
  readonly usage?: FakeUsage | null;
  /** Default `stop`. */
  readonly finishReason?: string;
  /** Sent in pieces as `reasoning_content` before the text. */
  readonly reasoning?: string;
}

export interface ToolCall {
  readonly name: string;
  readonly arguments: unknown;
}

export interface FakeUsage {
  readonly inputTokens: number;
  readonly outputTokens: number;
}

/** Features that a service may lack; asking for one is answered with 400. */
export type Feature =
  | 'json_schema'
  | 'json_object'
  | 'stream_options'
  | 'temperature'
  | 'max_tokens'
  | 'max_completion_tokens';

/** The part of a chat request that the fake looks at. */
export interface ChatBody {
  readonly model: string;
  readonly messages: readonly { readonly role: string; readonly content: string }[];
  readonly stream?: boolean;
  readonly stream_options?: { readonly include_usage?: boolean };
  readonly response_format?: {
    readonly type: string;
    readonly json_schema?: { readonly name: string; readonly schema: unknown; readonly strict?: boolean };
  };
  readonly tools?: readonly { readonly type: string; readonly function: { readonly name: string } }[];
  readonly tool_choice?: string | { readonly type: string; readonly function: { readonly name: string } };
  readonly temperature?: number;
  readonly max_tokens?: number;
  readonly max_completion_tokens?: number;
}
