import { type QueueRefusal, TurnQueue } from '../../turns/turn-queue.ts';
import { chatError } from '../chat-error.ts';
import type { ChatChunk, ChatModel } from '../ports/chat-model.ts';

export interface QueueOptions {
  /** Calls at once; default 8. */
  readonly maxConcurrent?: number;
  /** Waiting in all; default 200. */
  readonly maxWaiting?: number;
  /** Waiting for one payer; default 100. */
  readonly maxWaitingPerPayer?: number;
  /** Default 15,000. */
  readonly maxWaitMs?: number;
}

const EXPLANATIONS: Readonly<Record<QueueRefusal, string>> = {
  full: '排队的请求过多',
  'payer-full': '此密钥排队的请求过多',
  'waited-too-long': '排队超时',
};

/**
 * Lets a few calls through at once; the rest wait, payers in turn. Throws ModelError with reason busy when too many wait or
 * the wait takes too long. A place is free again when the reply ends, fails or is left.
 */
export function queueCalls(model: ChatModel, options: QueueOptions = {}): ChatModel {
  const { maxConcurrent = 8, maxWaiting = 200, maxWaitingPerPayer = 100, maxWaitMs = 15_000 } = options;
  const queue = new TurnQueue({ maxConcurrent, maxWaiting, maxWaitingPerPayer, maxWaitMs });
  return {
    id: model.id,
    async *stream(request): AsyncGenerator<ChatChunk, void, undefined> {
      const turn = await queue.enter(request.payer, request.signal);
      if (typeof turn === 'string') throw chatError(model.id, 'busy', EXPLANATIONS[turn]);
      try {
        yield* model.stream(request);
      } finally {
        turn();
      }
    },
  };
}
