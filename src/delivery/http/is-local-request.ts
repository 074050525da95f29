import type { Request } from 'express';
import { type Config, isLoopback } from '../../config/config.ts';

/** What a proxy adds: the request may come from anywhere. */
const FORWARDED = ['forwarded', 'x-forwarded-for', 'x-forwarded-host', 'x-real-ip', 'via'];

/** Whether whoever sits at this machine sends the request to a service that is meant for nobody else. */
export function isLocalRequest(request: Request, config: Config): boolean {
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
