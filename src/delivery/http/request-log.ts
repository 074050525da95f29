import { randomUUID } from 'node:crypto';
import type { RequestHandler, Response } from 'express';
import type { Logger } from 'pino';
import { routeOf } from './route-of.ts';

/**
 * Gives every request an id (`X-Request-Id` of the reply) and logs one line when it ends. The line names the route, not
 * the path: paths and queries carry what people look for.
 */
export function logRequests(logger: Logger): RequestHandler {
  return (request, response, next) => {
    const requestId = randomUUID();
    const startedAt = performance.now();
    response.locals['requestId'] = requestId;
    response.set('X-Request-Id', requestId);
    response.once('close', () => {
      logger.info(
        {
          requestId,
          method: request.method,
          route: routeOf(request),
          status: response.statusCode,
          completed: response.writableFinished,
          durationMs: Math.round(performance.now() - startedAt),
        },
        'request ended',
      );
    });
    next();
  };
}

export function requestIdOf(response: Response): string {
  return response.locals['requestId'] as string;
}
