import type { Request, RequestHandler } from 'express';
import type { KeyHolder, KeyRing, RingScope } from '../../access/ports/key-ring.ts';
import { noteKey } from './audit-requests.ts';
import { ANONYMOUS, setCaller } from './caller.ts';
import { HttpProblem } from './http-problem.ts';
import { readCookie } from './read-cookie.ts';
import { SESSION_COOKIE } from './session-cookie.ts';
import { visitorOf } from './visitor-cookie.ts';

/** Paths that want a key, and the scope it must have; the first that fits decides. What is not named is open. */
const GUARDED: readonly {
  readonly path: RegExp;
  readonly scope: RingScope | null;
  /** It tells of all documents and everyone: not for a key that sees only some. */
  readonly wantsAll?: true;
}[] = [
  // Signing in checks the key itself.
  { path: /^\/api\/session$/, scope: null },
  { path: /^\/(?:api\/(?:chat|conversations|feedback|personal-data)|v1\/chat)(?:\/|$)/, scope: 'ask' },
  { path: /^\/mcp(?:\/|$)/, scope: 'ask' },
  { path: /^\/metrics(?:\/|$)/, scope: 'admin', wantsAll: true },
  { path: /^\/api\/(?:reports|jobs)(?:\/|$)/, scope: 'admin' },
  { path: /^\/(?:api|v1|docs|openapi\.json)(?:\/|$)/, scope: 'read' },
];

const ONLY_ALL = '此密钥只能看到部分文件，不能查看全部用量。';

/** Longest X-End-User; a pseudonym, never a name. */
const END_USER = /^[\x21-\x7e]{1,128}$/;

/**
 * Tells from whom a request comes: the key of `Authorization: Bearer`, else of the page's session cookie; with it what may be
 * seen and whose conversations these are. Without a key ring everyone is anonymous, visitors of the page apart from each other. 401 without a good key, 403 without the scope
 * or for an X-End-User that the key may not name.
 */
export function authenticate(ring: KeyRing | null): RequestHandler {
  return (request, response, next) => {
    const guard = GUARDED.find(({ path }) => path.test(request.path.toLowerCase()));
    if (guard === undefined) {
      next();
      return;
    }
    if (ring === null) {
      // As with keys, a cookie counts only where no authority of its own comes with the request.
      const endUser = request.headers.authorization === undefined ? visitorOf(request) : null;
      setCaller(response, { ...ANONYMOUS, owner: { ...ANONYMOUS.owner, endUser } });
      next();
      return;
    }
    const holder = holderOf(request, ring);
    noteKey(response, holder?.keyId ?? null);
    const { scope } = guard;
    if (scope === null) {
      next();
      return;
    }
    if (holder === null) throw new HttpProblem('unauthorized');
    if (!holder.scopes.includes(scope) && !holder.scopes.includes('admin'))
      throw new HttpProblem('forbidden-scope', { detail: `此密钥没有 ${scope} 权限。` });
    const { keyId, visibility } = holder;
    if (guard.wantsAll && visibility !== 'all')
      throw new HttpProblem('forbidden-scope', { detail: ONLY_ALL });
    setCaller(response, { owner: { keyId, endUser: endUserOf(request, holder) }, visibility });
    next();
  };
}

/** The key behind a request; null without a good one. */
export function holderOf(request: Request, ring: KeyRing): KeyHolder | null {
  const { authorization } = request.headers;
  if (authorization !== undefined) {
    const secret = /^Bearer\s+(?<secret>\S+)\s*$/i.exec(authorization)?.groups?.['secret'];
    return secret === undefined ? null : ring.holderOf(secret);
  }
  const token = readCookie(request, SESSION_COOKIE);
  return token === null ? null : ring.holderOfSession(token);
}

function endUserOf(request: Request, { mayNameEndUsers }: KeyHolder): string | null {
  const endUser = request.get('x-end-user');
  if (endUser === undefined) return null;
  if (!mayNameEndUsers) throw new HttpProblem('forbidden-end-user');
  if (!END_USER.test(endUser))
    throw new HttpProblem('invalid-request', { detail: 'X-End-User：应为 1 至 128 个可见的 ASCII 字符' });
  return endUser;
}
