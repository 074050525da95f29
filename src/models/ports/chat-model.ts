/** One message of a chat; roles as in OpenAI's protocol. */
export interface ChatMessage {
  readonly role: 'system' | 'user' | 'assistant';
  readonly content: string;
}

/** Tokens as the service itself counted them. */
export interface TokenUsage {
  readonly inputTokens: number;
  readonly outputTokens: number;
}

export interface ChatRequest {
  readonly messages: readonly ChatMessage[];
  /** JSON schema that the reply should follow; a service that lacks it is asked for JSON, else for plain text. */
  readonly schema: {
    readonly name: string;
    readonly schema: Readonly<Record<string, unknown>>;
    /** False where parts of the schema are open; default true. */
    readonly isStrict?: boolean;
  };
  /** Upper limit for the reply; what goes on beyond it is cut off. */
  readonly maxOutputTokens: number;
  /** Whose turn it is in the queue and whose budget pays: a key id. */
  readonly payer: string;
  /** Ends the call, also while it waits in the queue. Its reason is thrown. */
  readonly signal?: AbortSignal;
}

/** A piece of the reply. The last one may carry no text but the usage. */
export interface ChatChunk {
  readonly text: string;
  readonly usage?: TokenUsage;
}

/**
 * A chat model behind a service. A reply is streamed; leaving the loop ends the call. Throws ModelError, whose `reason`
 * says what went wrong; calls that failed before their first piece were retried inside the time limit where that makes sense.
 */
export interface ChatModel {
  /** Names service and model: answers of different ids are never mixed in a cache. */
  readonly id: string;
  stream(request: ChatRequest): AsyncIterable<ChatChunk>;
}
