import type { Request } from 'express';
import type { AppContext } from '../../app-context.ts';
import { holderOf } from './authenticate.ts';
import { isLocalRequest } from './is-local-request.ts';

/**
 * Whether the request may read what everyone asked: with keys that of an admin; without, whoever sits at this
 * machine, as long as the service is meant for nobody else.
 */
export function isAdmin(request: Request, { keys, config }: Pick<AppContext, 'keys' | 'config'>): boolean {
  if (keys !== null) return holderOf(request, keys)?.scopes.includes('admin') ?? false;
  return isLocalRequest(request, config);
}

/** Whether it may add and remove documents: an admin who sees all of them. */
export function mayChangeDocuments(
  request: Request,
  { keys, config }: Pick<AppContext, 'keys' | 'config'>,
): boolean {
  if (keys === null) return isLocalRequest(request, config);
  const holder = holderOf(request, keys);
  return holder?.visibility === 'all' && holder.scopes.includes('admin');
}
