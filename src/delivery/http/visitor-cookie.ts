import { createHash, randomBytes } from 'node:crypto';
import type { Request, Response } from 'express';
import type { Config } from '../../config/config.ts';
import { readCookie } from './read-cookie.ts';
import { pageCookie } from './session-cookie.ts';

/** Tells visitors of the page apart where no keys are configured. */
export const VISITOR_COOKIE = 'tiaowen_visitor';

const YEAR_MS = 365 * 24 * 60 * 60 * 1000;
/** 256 random bits. */
const TOKEN = /^[\w-]{43}$/;

/** Gives a visitor who has none a cookie, and a year more to one who has. */
export function keepVisitor(request: Request, response: Response, config: Pick<Config, 'publicUrl'>): void {
  const token = tokenOf(request) ?? randomBytes(32).toString('base64url');
  response.set('Cache-Control', 'private, no-cache');
  response.cookie(VISITOR_COOKIE, token, pageCookie(config, YEAR_MS));
}

/** Who a visitor is to the stores: a hash, so that nothing kept or logged serves as the cookie. Null without a cookie. */
export function visitorOf(request: Request): string | null {
  const token = tokenOf(request);
  return token && `visitor-${createHash('sha256').update(token).digest('base64url')}`;
}

function tokenOf(request: Request): string | null {
  const token = readCookie(request, VISITOR_COOKIE);
  return token !== null && TOKEN.test(token) ? token : null;
}
