import { ModelError } from '../../domain/errors/model-error.ts';
import { maskPersonalNumbers } from '../../language/personal-numbers.ts';
import type { Embedder } from '../ports/embedder.ts';

export interface GuardOptions {
  /** How long questions go without vectors after a failure; default 30,000. */
  readonly pauseMs?: number;
  /** Milliseconds of a steady clock. */
  readonly now?: () => number;
}

/**
 * An embedding service for questions: no number of a person goes out, and after a failure questions are refused at once for 30
 * seconds (ModelError, reason paused) instead of each waiting for a service that is down. Documents pass through.
 */
export function guardQueries(
  embedder: Embedder,
  { pauseMs = 30_000, now = () => performance.now() }: GuardOptions = {},
): Embedder {
  let pausedUntil = 0;
  return {
    ...embedder,
    embedDocuments: (texts) => embedder.embedDocuments(texts),
    async embedQuery(text) {
      if (now() < pausedUntil)
        throw new ModelError(`向量服务（${embedder.id}）刚刚出错，暂不调用`, { reason: 'paused' });
      try {
        return await embedder.embedQuery(maskPersonalNumbers(text));
      } catch (error) {
        if (error instanceof ModelError) pausedUntil = now() + pauseMs;
        throw error;
      }
    },
  };
}
