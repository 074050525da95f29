import type { CookieOptions } from 'express';
import type { Config } from '../../config/config.ts';

/** The cookie that stands for a key in the page. */
export const SESSION_COOKIE = 'tiaowen_session';

/** For the page alone: not for scripts, not for requests of other sites, below the path of the public address. */
export function pageCookie({ publicUrl }: Pick<Config, 'publicUrl'>, maxAgeMs: number): CookieOptions {
  return {
    httpOnly: true,
    sameSite: 'strict',
    secure: publicUrl.startsWith('https:'),
    path: `${new URL(publicUrl).pathname.replace(/\/+$/, '')}/`,
    maxAge: maxAgeMs,
  };
}
