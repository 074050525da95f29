import cors from 'cors';
import type { RequestHandler } from 'express';
import { IDEMPOTENCY_REPLAYED } from './idempotency-key.ts';

/** What pages of other sites may call; the page for people and its session stay ours. */
export const CORS_PATHS = ['/api', '/v1', '/openapi.json'];

const PREFLIGHT_SECONDS = 600;

/**
 * Lets scripts of the named origins read replies, problems included. Never with cookies: such a page sends a key. The headers come
 * before everything that may refuse, and a preflight is answered once its Host is known to be ours.
 */
export function allowOrigins(origins: readonly string[]): {
  readonly addHeaders: RequestHandler;
  readonly answerPreflight: RequestHandler;
} {
  return {
    addHeaders: cors({
      origin: [...origins],
      methods: ['GET', 'HEAD', 'POST', 'PATCH', 'DELETE'],
      allowedHeaders: ['Authorization', 'Content-Type', 'X-End-User', 'Idempotency-Key', 'Last-Event-ID'],
      exposedHeaders: [
        'X-Request-Id',
        'RateLimit',
        'RateLimit-Policy',
        'Retry-After',
        'Content-Disposition',
        IDEMPOTENCY_REPLAYED,
      ],
      maxAge: PREFLIGHT_SECONDS,
      preflightContinue: true,
    }),
    answerPreflight: (request, response, next) => {
      const isPreflight =
        request.method === 'OPTIONS' && request.get('access-control-request-method') !== undefined;
      if (isPreflight && origins.includes(request.get('origin') ?? '')) response.status(204).end();
      else next();
    },
  };
}
