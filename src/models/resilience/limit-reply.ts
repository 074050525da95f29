import { chatError } from '../chat-error.ts';
import type { ChatChunk, ChatModel } from '../ports/chat-model.ts';
import { orAborted } from './abortable.ts';

/** Limits of one call, in milliseconds; absent means none. */
export interface ReplyLimits {
  /** From the call to the end of the reply → timeout. */
  readonly totalMs?: number;
  /** From the call to the first sign of life, which may be a piece without text → timeout. */
  readonly firstPieceMs?: number;
  /** From one piece to the next → silent. */
  readonly idleMs?: number;
  /** Characters of the reply for each token that it may have → endless. Services do not all keep to the limit they are given. */
  readonly charactersPerToken?: number;
}

/**
 * Ends a reply that is late, stops coming or does not stop, and the call behind it with it. Passes on pieces that have text
 * or usage. Throws ModelError with reason timeout, silent or endless.
 */
export function limitReply(model: ChatModel, limits: ReplyLimits): ChatModel {
  const { totalMs, firstPieceMs, idleMs, charactersPerToken = Number.POSITIVE_INFINITY } = limits;
  return {
    id: model.id,
    async *stream(request): AsyncGenerator<ChatChunk, void, undefined> {
      const ending = new AbortController();
      const signal = request.signal ? AbortSignal.any([request.signal, ending.signal]) : ending.signal;
      const endAfter = (ms: number | undefined, reason: 'timeout' | 'silent', explanation: string) =>
        ms === undefined
          ? undefined
          : setTimeout(() => ending.abort(chatError(model.id, reason, `${explanation}（${ms} 毫秒）`)), ms);
      const maxCharacters = request.maxOutputTokens * charactersPerToken;
      const total = endAfter(totalMs, 'timeout', '超时未答完');
      let idle = endAfter(firstPieceMs, 'timeout', '超时未答');
      const pieces = model.stream({ ...request, signal })[Symbol.asyncIterator]();
      let characters = 0;
      try {
        for (;;) {
          const next = await orAborted(pieces.next(), signal);
          clearTimeout(idle);
          if (next.done) return;
          const { text, usage } = next.value;
          characters += text.length;
          if (characters > maxCharacters) {
            throw chatError(model.id, 'endless', `应答超过 ${maxCharacters} 字仍未结束`);
          }
          if (text !== '' || usage) yield next.value;
          // The reader's own time does not count.
          idle = endAfter(idleMs, 'silent', '应答中途停顿');
        }
      } finally {
        clearTimeout(total);
        clearTimeout(idle);
        // A model that does not heed its signal is left behind, not waited for.
        ending.abort();
        pieces.return?.().catch(() => {});
      }
    },
  };
}
