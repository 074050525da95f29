import { Router } from 'express';
import type { AppContext } from '../../../app-context.ts';
import { refuseOtherMethods } from '../answer-problems.ts';
import { noteKey } from '../audit-requests.ts';
import { HttpProblem } from '../http-problem.ts';
import { isAdmin, mayChangeDocuments } from '../is-admin.ts';
import { parseRequest } from '../parse-request.ts';
import { readCookie } from '../read-cookie.ts';
import { readJsonBody } from '../read-json-body.ts';
import { OpenSession } from '../schemas/session-request.ts';
import { pageCookie, SESSION_COOKIE } from '../session-cookie.ts';

const SESSION_MS = 12 * 60 * 60 * 1000;

/**
 * The page's sign-in: a key is exchanged once for a cookie that scripts cannot read. Writes from other sites are refused by
 * their Origin, and the cookie is not sent with them. Signing out ends the session everywhere, whoever kept its cookie. GET tells whether a key is wanted at all, and whether the caller may read reports.
 */
export function sessionRoutes(ctx: AppContext): Router {
  const router = Router();
  router
    .route('/api/session')
    .get((request, response) => {
      response.json({
        keysRequired: ctx.keys !== null,
        mayReadReports: isAdmin(request, ctx),
        mayChangeDocuments: mayChangeDocuments(request, ctx),
      });
    })
    .post(...readJsonBody(ctx.config.maxBodyBytes), (request, response) => {
      if (ctx.keys === null)
        throw new HttpProblem('not-found', { detail: '本服务没有配置访问密钥，无需登录。' });
      const { key } = parseRequest(OpenSession, request.body);
      noteKey(response, ctx.keys.holderOf(key)?.keyId ?? null);
      const expiresAt = new Date(Date.now() + SESSION_MS);
      const token = ctx.keys.openSession(key, expiresAt);
      if (token === null) throw new HttpProblem('unauthorized', { detail: '密钥无效、已过期或已停用。' });
      response.cookie(SESSION_COOKIE, token, pageCookie(ctx.config, SESSION_MS));
      response.status(201).json({ expiresAt: expiresAt.toISOString() });
    })
    .delete((request, response) => {
      response.cookie(SESSION_COOKIE, '', pageCookie(ctx.config, 0));
      const token = readCookie(request, SESSION_COOKIE);
      if (token !== null) ctx.keys?.endSession(token);
      response.status(204).end();
    })
    .all(refuseOtherMethods('GET', 'POST', 'DELETE'));
  return router;
}
