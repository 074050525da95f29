import { StoreError } from '../../domain/errors/store-error.ts';
import type { SentError } from './thread-messages.ts';

export function sendError(error: unknown): SentError {
  if (!(error instanceof StoreError)) return { other: error };
  const { store, reason, cause } = error;
  return { store, reason, cause: cause instanceof Error ? cause.message : undefined };
}

export function receiveError(sent: SentError): unknown {
  if ('other' in sent) return sent.other;
  const { store, reason, cause } = sent;
  return new StoreError(store, reason, cause === undefined ? {} : { cause: new Error(String(cause)) });
}
