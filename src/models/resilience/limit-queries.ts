import { LRUCache } from 'lru-cache';
import { ModelError } from '../../domain/errors/model-error.ts';
import type { Embedder } from '../ports/embedder.ts';

export interface QueryLimits {
  /** How long one call waits for a question's vector. */
  readonly timeoutMs: number;
  /** Questions whose vectors are kept; default 2000. */
  readonly kept?: number;
}

/**
 * An embedder whose questions are embedded once: a question that is asked for again, also while its vector is still on the
 * way, gets the same one. A call that waits longer than the limit fails (ModelError, reason timeout); the vector is kept when
 * it comes. Failures are not kept. Documents pass through.
 */
export function limitQueries(embedder: Embedder, { timeoutMs, kept = 2000 }: QueryLimits): Embedder {
  const vectors = new LRUCache<string, Promise<number[]>>({ max: kept });
  const ask = (text: string): Promise<number[]> => {
    const known = vectors.get(text);
    if (known !== undefined) return known;
    const asked = embedder.embedQuery(text);
    vectors.set(text, asked);
    asked.catch(() => {
      if (vectors.peek(text) === asked) vectors.delete(text);
    });
    return asked;
  };
  return {
    ...embedder,
    async embedQuery(text) {
      let timer: NodeJS.Timeout | undefined;
      const limit = new Promise<never>((_resolve, reject) => {
        timer = setTimeout(() => {
          reject(new ModelError(`问题的向量在 ${timeoutMs} 毫秒内没有算出`, { reason: 'timeout' }));
        }, timeoutMs);
      });
      try {
        return await Promise.race([ask(text), limit]);
      } finally {
        clearTimeout(timer);
      }
    },
  };
}
