import type { Response } from 'express';
import type { Caller } from '../../assistant/ports/assistant.ts';

/** Without keys everyone is the same caller and sees every document. */
export const ANONYMOUS: Caller = { owner: { keyId: 'anonymous', endUser: null }, visibility: 'all' };

/** Whom the request comes from, as `authenticate` found. */
export function callerOf(response: Response): Caller {
  return (response.locals['caller'] as Caller | undefined) ?? ANONYMOUS;
}

/** Whether `authenticate` found whom it comes from. */
export function isKnownCaller(response: Response): boolean {
  return response.locals['caller'] !== undefined;
}

export function setCaller(response: Response, caller: Caller): void {
  response.locals['caller'] = caller;
}
