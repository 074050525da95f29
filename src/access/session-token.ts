import { createHmac, timingSafeEqual } from 'node:crypto';
import type { AccessKey } from './access-key.ts';

/** A signed stand-in for a key in a browser's cookie: `ID.EXPIRY.SIGNATURE`. It ends with its time and with its key. */
export function createSessionToken(key: AccessKey, expiresAt: Date): string {
  const head = `${key.id}.${expiresAt.getTime()}`;
  return `${head}.${sign(head, key)}`;
}

/** The id of the key that a token names; null where it has not the form of one. */
export function idOfSession(token: string): string | null {
  return /^(?<id>[a-z0-9]{8,16})\.\d{13}\.[\w-]{43}$/.exec(token)?.groups?.['id'] ?? null;
}

export function isSessionOf(token: string, key: AccessKey, now: Date): boolean {
  const [id, expiry, signature] = token.split('.');
  const expected = sign(`${id}.${expiry}`, key);
  const isSigned = timingSafeEqual(Buffer.from(signature ?? ''.padEnd(43)), Buffer.from(expected));
  return isSigned && now.getTime() < Number(expiry);
}

/** With the key's hash, which nobody has who has not the key file. */
function sign(head: string, { hash }: AccessKey): string {
  return createHmac('sha256', Buffer.from(hash, 'hex')).update(`session ${head}`).digest('base64url');
}
