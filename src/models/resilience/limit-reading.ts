import { ModelError } from '../../domain/errors/model-error.ts';
import type { Reader } from '../ports/reader.ts';

/** A dozen passages take about 150 ms on one quick core, and twice that or three times on a slow or busy one. */
const TIMEOUT_MS = 2000;
/** Questions that are read at a time, one after the other in the model's thread: a later one would wait too long, and is judged without. */
const MOST_OPEN = 4;

/** How long a reader that failed is left alone. */
const PAUSE_MS = 30_000;

export interface ReadingLimits {
  readonly timeoutMs?: number;
  readonly mostOpen?: number;
  /** See `Reader`. */
  readonly longestMs?: number;
  /** Told of a failure that is no lateness; it is not asked again for a while then. */
  readonly onFailure?: (error: unknown) => void;
}

/**
 * A reader that nobody waits for too long. The first reading loads the model and is over time; it goes on in its thread, so that the
 * next one is in time.
 */
export function limitReading(
  reader: Reader,
  { timeoutMs = TIMEOUT_MS, mostOpen = MOST_OPEN, longestMs, onFailure }: ReadingLimits = {},
): Reader {
  let open = 0;
  let pausedUntil = 0;
  return {
    get id() {
      return reader.id;
    },
    ...(longestMs !== undefined && { longestMs }),
    async read(question, passages) {
      if (passages.length === 0) return [];
      if (performance.now() < pausedUntil)
        throw new ModelError('精读模型刚刚失败过，暂停使用', { reason: 'unavailable' });
      if (open >= mostOpen)
        throw new ModelError(`同时精读的问题超过 ${mostOpen} 个`, { reason: 'unavailable' });
      open++;
      let timer: NodeJS.Timeout | undefined;
      const reading = reader.read(question, passages).finally(() => {
        open--;
      });
      reading.catch((error: unknown) => {
        pausedUntil = performance.now() + PAUSE_MS;
        onFailure?.(error);
      });
      const limit = new Promise<never>((_resolve, reject) => {
        timer = setTimeout(() => {
          reject(new ModelError(`${timeoutMs} 毫秒内没有读完候选条款`, { reason: 'timeout' }));
        }, timeoutMs);
      });
      try {
        return await Promise.race([reading, limit]);
      } finally {
        clearTimeout(timer);
      }
    },
    close: () => reader.close(),
  };
}
