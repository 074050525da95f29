import type { ChatChunk, ChatModel } from '../ports/chat-model.ts';

/**
 * Leaving a reply ends its call at once, also while a piece is being waited for: an async generator alone would finish that
 * wait first. Belongs outside of everything that waits.
 */
export function endOnReturn(model: ChatModel): ChatModel {
  return {
    id: model.id,
    stream(request) {
      const leaving = new AbortController();
      const signal = request.signal ? AbortSignal.any([request.signal, leaving.signal]) : leaving.signal;
      const pieces = model.stream({ ...request, signal })[Symbol.asyncIterator]();
      const reply: AsyncIterableIterator<ChatChunk, void, undefined> = {
        next: () => pieces.next(),
        async return() {
          leaving.abort();
          await pieces.return?.();
          return { done: true, value: undefined };
        },
        [Symbol.asyncIterator]: () => reply,
      };
      return reply;
    },
  };
}
