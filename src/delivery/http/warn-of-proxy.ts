import type { RequestHandler } from 'express';
import type { Logger } from 'pino';
import type { Config } from '../../config/config.ts';

/** Says once that requests name a proxy while none is trusted: limits then count everyone behind it as one address. */
export function warnOfProxy(
  { trustProxy }: Pick<Config, 'trustProxy'>,
  logger: Pick<Logger, 'warn'>,
): RequestHandler {
  let isSaid = trustProxy !== false;
  return (request, _response, next) => {
    if (!isSaid && request.headers['x-forwarded-for'] !== undefined) {
      isSaid = true;
      logger.warn(
        'a request came through a proxy, and TRUST_PROXY is not set: all behind it count as one address',
      );
    }
    next();
  };
}
