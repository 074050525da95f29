import type { Request, RequestHandler } from 'express';
import { ipKeyGenerator, MemoryStore } from 'express-rate-limit';
import { LRUCache } from 'lru-cache';
import { HttpProblem } from './http-problem.ts';
import type { CreateLimitStore } from './limit-requests.ts';

/** Failures of one address in a minute, counted for each key that they name, and for signing in. */
const FAILURES_PER_MINUTE = 30;
const MINUTE_MS = 60_000;
const MOST_STOPPED = 10_000;

/**
 * Stops guessing: an address that sent too many wrong secrets of one key is answered 429 for the rest of the minute whenever it names
 * that key, with the right secret too, else the reply would tell it apart; likewise one that failed to sign in. Only failures count,
 * once they are answered, and other keys of the address go on: a gateway or an office of many clients is not shut out for one of
 * them. Requests without a key and those of signed-in pages pass.
 */
export function limitGuesses(createStore?: CreateLimitStore): RequestHandler {
  const store = createStore?.('guesses') ?? new MemoryStore();
  void store.init?.({ windowMs: MINUTE_MS } as Parameters<NonNullable<typeof store.init>>[0]);
  /** Until when. Each process learns it from a failure of its own. */
  const stopped = new LRUCache<string, Date>({ max: MOST_STOPPED, ttl: MINUTE_MS });

  return (request, response, next) => {
    const target = targetOf(request);
    if (target === null) {
      next();
      return;
    }
    const place = `${ipKeyGenerator(request.ip ?? 'unknown')} ${target}`;
    const seconds = Math.ceil(((stopped.get(place)?.getTime() ?? 0) - Date.now()) / 1000);
    if (seconds > 0) {
      response.set('Retry-After', String(seconds));
      throw new HttpProblem('too-many-requests', { detail: '错误的访问密钥过多，请稍后再试。' });
    }
    response.once('finish', () => {
      if (response.statusCode === 401) void count(place);
    });
    next();
  };

  async function count(place: string): Promise<void> {
    try {
      const { totalHits, resetTime } = await store.increment(place);
      if (totalHits >= FAILURES_PER_MINUTE) stopped.set(place, resetTime ?? new Date(Date.now() + MINUTE_MS));
    } catch {
      // A store that fails refuses nobody.
    }
  }
}

/** What a request tries to open: the key that it names, any other authority, or a session; null for nothing. */
function targetOf(request: Request): string | null {
  const { authorization } = request.headers;
  if (authorization !== undefined)
    return /^Bearer\s+tw_(?<id>[a-z0-9]{8,16})_/i.exec(authorization)?.groups?.['id'] ?? 'none';
  return request.method === 'POST' && /^\/api\/session\/?$/i.test(request.path) ? 'session' : null;
}
