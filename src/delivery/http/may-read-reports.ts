import type { Request } from 'express';
import type { AppContext } from '../../app-context.ts';
import { type Config, isLoopback } from '../../config/config.ts';
import { holderOf } from './authenticate.ts';

/** What a proxy adds: the request may come from anywhere. */
const FORWARDED = ['forwarded', 'x-forwarded-for', 'x-forwarded-host', 'x-real-ip', 'via'];

/**
 * Whether the request may read what everyone asked: with keys that of an admin; without, whoever sits at this machine, as long as
 * the service is meant for nobody else.
 */
export function mayReadReports(
  request: Request,
  { keys, config }: Pick<AppContext, 'keys' | 'config'>,
): boolean {
  if (keys !== null) return holderOf(request, keys)?.scopes.includes('admin') ?? false;
  return isForThisMachine(config) && isFromThisMachine(request);
}

function isForThisMachine({
  host,
  hasPublicUrl,
  publicUrl,
  trustProxy,
  allowedHosts,
  corsOrigins,
}: Config): boolean {
  const isPublic = hasPublicUrl && !isLoopbackName(new URL(publicUrl).hostname);
  return (
    isLoopback(host) && !isPublic && trustProxy === false && allowedHosts.length + corsOrigins.length === 0
  );
}

function isFromThisMachine(request: Request): boolean {
  const address = request.socket.remoteAddress?.replace(/^::ffff:/, '') ?? '';
  return (
    isLoopback(address) &&
    isLoopbackName(request.hostname ?? '') &&
    FORWARDED.every((name) => request.headers[name] === undefined)
  );
}

function isLoopbackName(name: string): boolean {
  return isLoopback(name.replace(/^\[|\]$/g, ''));
}
