import { ModelError } from '../../domain/errors/model-error.ts';
import type { ChatChunk, ChatModel } from '../ports/chat-model.ts';
import { waitFor } from './abortable.ts';

export interface RetryOptions {
  /** No attempt begins later than this after the call; a longer Retry-After ends the call at once. */
  readonly totalMs: number;
  /** Attempts after the first; default 2. */
  readonly maxRetries?: number;
  /** Before the first further attempt, doubled for the next; default 500. Shortened by up to half at random. */
  readonly firstPauseMs?: number;
  /** 0 … 1; default Math.random. */
  readonly random?: () => number;
  /** Milliseconds of a steady clock. */
  readonly now?: () => number;
}

const PASSING = new Set(['rate-limited', 'unavailable', 'cut']);

/**
 * Calls again while nothing of the reply was given out yet and the failure may pass: rate-limited, unavailable or cut. Waits
 * as long as the service asks for. Throws the last failure.
 */
export function retryCalls(model: ChatModel, options: RetryOptions): ChatModel {
  const { totalMs, maxRetries = 2, firstPauseMs = 500, random = Math.random } = options;
  const now = options.now ?? (() => performance.now());

  const pauseBefore = (error: unknown, retry: number): number | null => {
    if (!(error instanceof ModelError) || !PASSING.has(error.reason) || retry > maxRetries) return null;
    return error.retryAfterMs ?? firstPauseMs * 2 ** (retry - 1) * (1 - random() / 2);
  };

  return {
    id: model.id,
    async *stream(request): AsyncGenerator<ChatChunk, void, undefined> {
      const startedAt = now();
      for (let retry = 1; ; retry++) {
        let isGivenOut = false;
        try {
          for await (const piece of model.stream(request)) {
            isGivenOut ||= piece.text !== '';
            yield piece;
          }
          return;
        } catch (error) {
          const pause = isGivenOut ? null : pauseBefore(error, retry);
          if (pause === null || now() - startedAt + pause >= totalMs) throw error;
          await waitFor(pause, request.signal);
        }
      }
    },
  };
}
