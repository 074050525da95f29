import { createDecipheriv, createHash, timingSafeEqual } from 'node:crypto';
import type { WecomSettings } from './wecom-settings.ts';

/** What WeCom puts into the address, and the encrypted text: `echostr`, or `Encrypt` of the body. */
export interface SealedCallback {
  readonly signature: unknown;
  readonly timestamp: unknown;
  readonly nonce: unknown;
  readonly encrypted: unknown;
}

/** Redeliveries come within half a minute; clocks may differ. */
const LONGEST_WAY_SECONDS = 300;
const BLOCK = 32;
const RANDOM_BYTES = 16;
const LENGTH_BYTES = 4;

/**
 * The plain text of a callback, or null where it does not come from WeCom, is for another company, or is too old. Signature: sha1 over
 * token, timestamp, nonce and encrypted text, sorted. Text: AES-256-CBC, the first block of the key as initial vector, padded to 32 bytes:
 * 16 random bytes, 4 of length, the message, the company's id.
 */
export function openCallback(
  { signature, timestamp, nonce, encrypted }: SealedCallback,
  { token, encodingAesKey, corpId }: WecomSettings,
  now: Date,
): string | null {
  if (!isText(signature) || !isText(timestamp) || !isText(nonce) || !isText(encrypted)) return null;
  const expected = createHash('sha1')
    .update([token.reveal(), timestamp, nonce, encrypted].sort().join(''))
    .digest('hex');
  if (!isSame(signature, expected)) return null;
  const age = Math.abs(now.getTime() / 1000 - Number(timestamp));
  if (!(age <= LONGEST_WAY_SECONDS)) return null;
  const plain = decrypt(encrypted, Buffer.from(`${encodingAesKey.reveal()}=`, 'base64'));
  if (plain === null || plain.length < RANDOM_BYTES + LENGTH_BYTES) return null;
  const begin = RANDOM_BYTES + LENGTH_BYTES;
  const end = begin + plain.readUInt32BE(RANDOM_BYTES);
  if (end > plain.length || !isSame(plain.subarray(end).toString(), corpId)) return null;
  return plain.subarray(begin, end).toString();
}

function decrypt(encrypted: string, key: Buffer): Buffer | null {
  try {
    const decipher = createDecipheriv('aes-256-cbc', key, key.subarray(0, 16)).setAutoPadding(false);
    const padded = Buffer.concat([decipher.update(encrypted, 'base64'), decipher.final()]);
    const padding = padded.at(-1) ?? 0;
    if (padding < 1 || padding > BLOCK || padding > padded.length) return null;
    const isPadding = padded.subarray(-padding).every((byte) => byte === padding);
    return isPadding ? padded.subarray(0, -padding) : null;
  } catch {
    return null;
  }
}

function isText(value: unknown): value is string {
  return typeof value === 'string' && value !== '';
}

/** In constant time, whatever the lengths. */
function isSame(given: string, expected: string): boolean {
  const hash = (text: string) => createHash('sha256').update(text).digest();
  return timingSafeEqual(hash(given), hash(expected));
}
