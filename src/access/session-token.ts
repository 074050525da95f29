import { createHmac, randomBytes, timingSafeEqual } from 'node:crypto';
import type { AccessKey } from './access-key.ts';

/** What a session's token says of it; worth something once `isSessionOf` holds. */
export interface SessionClaims {
  readonly keyId: string;
  /** Milliseconds since 1970. */
  readonly expiresAt: number;
  /** 128 random bits; they tell the sessions of a key apart and open nothing. */
  readonly sessionId: string;
}

/** A signed stand-in for a key in a browser's cookie: `KEY.EXPIRY.SESSION.SIGNATURE`. It ends with its time and with its key. */
export function createSessionToken(key: AccessKey, expiresAt: Date): string {
  const head = `${key.id}.${expiresAt.getTime()}.${randomBytes(16).toString('base64url')}`;
  return `${head}.${sign(head, key)}`;
}

/** Null for what has not the form of a token. */
export function readSessionToken(token: string): SessionClaims | null {
  const groups = /^(?<keyId>[a-z0-9]{8,16})\.(?<expiresAt>\d{13})\.(?<sessionId>[\w-]{22})\.[\w-]{43}$/.exec(
    token,
  )?.groups;
  if (!groups) return null;
  return { keyId: groups['keyId']!, expiresAt: Number(groups['expiresAt']), sessionId: groups['sessionId']! };
}

/** Whether a token, read before, was signed for the key and its time is not over. */
export function isSessionOf(token: string, key: AccessKey, now: Date): boolean {
  const at = token.lastIndexOf('.');
  const expected = sign(token.slice(0, at), key);
  const isSigned = timingSafeEqual(Buffer.from(token.slice(at + 1)), Buffer.from(expected));
  return isSigned && now.getTime() < (readSessionToken(token)?.expiresAt ?? 0);
}

/** With the key's hash, which nobody has who has not the key file. */
function sign(head: string, { hash }: AccessKey): string {
  return createHmac('sha256', Buffer.from(hash, 'hex')).update(`session ${head}`).digest('base64url');
}
