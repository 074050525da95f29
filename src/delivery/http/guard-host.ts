import type { Request, RequestHandler } from 'express';
import { type Config, isLoopback, urlHost } from '../../config/config.ts';
import { HttpProblem } from './http-problem.ts';
import { readCookie } from './read-cookie.ts';
import { SESSION_COOKIE } from './session-cookie.ts';
import { VISITOR_COOKIE } from './visitor-cookie.ts';

const WRITES = new Set(['POST', 'PUT', 'PATCH', 'DELETE']);

/** A host as compared: lower case, an IPv6 address in brackets. */
interface HostName {
  readonly name: string;
  /** Name and port; the name alone for port 80. */
  readonly full: string;
}

/**
 * Refuses names that are not ours (a foreign name that resolves to this machine is how a web page reaches a local
 * service) and writes that another site's page sends. A page of `corsOrigins` may write with a key, or with nothing where no keys are
 * configured; never with a cookie, which is the page's own, and it may not sign in.
 */
export function guardHostAndOrigin(
  config: Pick<Config, 'host' | 'allowedHosts' | 'publicUrl' | 'hasPublicUrl' | 'corsOrigins'>,
): RequestHandler {
  const publicUrl = config.hasPublicUrl ? new URL(config.publicUrl) : null;
  const allowed = new Set(config.allowedHosts);
  const bound = urlHost(config.host).toLowerCase();
  const isAllowed = ({ name, full }: HostName) => allowed.has(name) || allowed.has(full);

  return (request, _response, next) => {
    const host = parseHost(request.headers.host);
    const isOurs =
      host !== null &&
      (isLoopback(host.name.replace(/^\[|\]$/g, '')) ||
        host.name === bound ||
        host.name === publicUrl?.hostname ||
        isAllowed(host) ||
        isReachedAddress(host, request));
    if (!isOurs) throw new HttpProblem('forbidden-host');

    const { origin } = request.headers;
    if (origin !== undefined && WRITES.has(request.method) && origin !== publicUrl?.origin) {
      const from = parseHost(/^https?:\/\/(?<host>.*)$/i.exec(origin)?.groups?.['host']);
      const isOwn = from !== null && (from.full === host.full || isAllowed(from));
      if (!isOwn && !(config.corsOrigins.includes(origin) && isOwnAuthority(request))) {
        throw new HttpProblem('forbidden-origin');
      }
    }
    next();
  };
}

/** Whether a request comes with its own authority, not with one that the browser kept for our page. */
function isOwnAuthority(request: Request): boolean {
  if (/^\/api\/session(?:\/|$)/i.test(request.path)) return false;
  if (request.headers.authorization !== undefined) return true;
  return [SESSION_COOKIE, VISITOR_COOKIE].every((name) => readCookie(request, name) === null);
}

/** Listening on every address, the one that the client reached is ours too; a foreign name never equals it. */
function isReachedAddress(host: HostName, request: Request): boolean {
  const address = request.socket.localAddress?.replace(/^::ffff:/, '');
  return address !== undefined && host.name === urlHost(address);
}

function parseHost(text: string | undefined): HostName | null {
  if (text === undefined || !/^[^/?#@\\\s]+$/.test(text) || !URL.canParse(`http://${text}`)) return null;
  const { hostname, host } = new URL(`http://${text}`);
  return { name: hostname, full: host };
}
