import type { RequestHandler } from 'express';
import { ipKeyGenerator, MemoryStore } from 'express-rate-limit';
import { LRUCache } from 'lru-cache';
import { HttpProblem } from './http-problem.ts';
import type { CreateLimitStore } from './limit-requests.ts';

/** Wrong keys of one address in a minute. A key has 256 random bits: this spares the log, and tells who tries. */
const WRONG_KEYS_PER_MINUTE = 30;
const MINUTE_MS = 60_000;
const MOST_ADDRESSES = 10_000;

/**
 * An address that sent too many wrong keys, as bearer or to sign in, is answered 429 for the rest of the minute whatever key it
 * sends then, a right one too: else the reply would tell them apart. Only failures count, once they are answered, so that a gateway
 * with many good requests is never stopped; requests without a key and those of signed-in pages go on.
 */
export function limitGuesses(createStore?: CreateLimitStore): RequestHandler {
  const store = createStore?.('guesses') ?? new MemoryStore();
  void store.init?.({ windowMs: MINUTE_MS } as Parameters<NonNullable<typeof store.init>>[0]);
  /** Until when, by address. Each process learns it from a failure of its own. */
  const stopped = new LRUCache<string, Date>({ max: MOST_ADDRESSES, ttl: MINUTE_MS });

  return (request, response, next) => {
    const isSignIn = request.method === 'POST' && /^\/api\/session\/?$/i.test(request.path);
    if (request.headers.authorization === undefined && !isSignIn) {
      next();
      return;
    }
    const address = ipKeyGenerator(request.ip ?? 'unknown');
    const seconds = Math.ceil(((stopped.get(address)?.getTime() ?? 0) - Date.now()) / 1000);
    if (seconds > 0) {
      response.set('Retry-After', String(seconds));
      throw new HttpProblem('too-many-requests', { detail: '错误的访问密钥过多，请稍后再试。' });
    }
    response.once('finish', () => {
      if (response.statusCode === 401) void count(address);
    });
    next();
  };

  async function count(address: string): Promise<void> {
    try {
      const { totalHits, resetTime } = await store.increment(address);
      if (totalHits >= WRONG_KEYS_PER_MINUTE)
        stopped.set(address, resetTime ?? new Date(Date.now() + MINUTE_MS));
    } catch {
      // A store that fails refuses nobody.
    }
  }
}
