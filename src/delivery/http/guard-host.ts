import type { Request, RequestHandler } from 'express';
import { type Config, isLoopback, urlHost } from '../../config/config.ts';
import { HttpProblem } from './http-problem.ts';

const WRITES = new Set(['POST', 'PUT', 'PATCH', 'DELETE']);

/** A host as compared: lower case, an IPv6 address in brackets. */
interface HostName {
  readonly name: string;
  /** Name and port; the name alone for port 80. */
  readonly full: string;
}

/**
 * Refuses names that are not ours (a foreign name that resolves to this machine is how a web page reaches a local
 * service) and writes that another site's page sends.
 */
export function guardHostAndOrigin(
  config: Pick<Config, 'host' | 'allowedHosts' | 'publicUrl' | 'hasPublicUrl'>,
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
      if (from === null || !(from.full === host.full || isAllowed(from))) {
        throw new HttpProblem('forbidden-origin');
      }
    }
    next();
  };
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
