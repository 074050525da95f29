import { createDecipheriv, createHash, timingSafeEqual } from 'node:crypto';
import * as z from 'zod';
import type { FeishuSettings } from './feishu-settings.ts';

/** A request as it came. */
export interface FeishuRequest {
  readonly body: Buffer;
  readonly headers: Readonly<Record<string, string | string[] | undefined>>;
}

export type OpenedRequest =
  | { readonly kind: 'event'; readonly payload: unknown }
  | { readonly kind: 'challenge'; readonly challenge: string }
  /** Not Feishu, not for this app, or too old. */
  | { readonly kind: 'refused'; readonly reason: string };

/** Every push is signed anew, redeliveries too, so that only clocks and the way may differ. */
const LONGEST_WAY_SECONDS = 300;

const Envelope = z.object({ encrypt: z.string() });
const Challenge = z.object({
  type: z.literal('url_verification'),
  challenge: z.string().max(1000),
  token: z.string().optional(),
});
const Event = z.object({ header: z.object({ token: z.string().optional(), app_id: z.string() }) });

/**
 * Checks that a request comes from Feishu and is for this app, and decrypts it. With an encrypt key nothing plain is accepted, and every
 * event must be signed; Feishu does not sign the check of an address, which nobody without the key can encrypt. The SDK's own check
 * hashes the body as it would print it, takes any age and never looks at the token.
 */
export function openRequest(
  { body, headers }: FeishuRequest,
  { appId, verificationToken, encryptKey }: FeishuSettings,
  now: Date,
): OpenedRequest {
  const token = verificationToken?.reveal() ?? null;
  const key = encryptKey?.reveal() ?? null;
  const isSigned = headers['x-lark-signature'] !== undefined;
  if (key !== null && isSigned) {
    const problem = checkSignature(body, headers, key, now);
    if (problem !== null) return refuse(problem);
  }
  const payload = key === null ? parseJson(body.toString()) : decrypt(parseJson(body.toString()), key);
  if (payload === undefined) return refuse('the body cannot be read');
  const challenge = Challenge.safeParse(payload);
  if (challenge.success) {
    return token === null || isSame(challenge.data.token, token)
      ? { kind: 'challenge', challenge: challenge.data.challenge }
      : refuse('another token');
  }
  if (key !== null && !isSigned) return refuse('no signature');
  const event = Event.safeParse(payload);
  if (!event.success) return refuse('no event');
  const { header } = event.data;
  if (token !== null && !isSame(header.token, token)) return refuse('another token');
  if (header.app_id !== appId) return refuse('another app');
  return { kind: 'event', payload };
}

function refuse(reason: string): OpenedRequest {
  return { kind: 'refused', reason };
}

/** X-Lark-Signature: sha256 over timestamp, nonce, key and body, in hexadecimal digits. */
function checkSignature(
  body: Buffer,
  headers: FeishuRequest['headers'],
  key: string,
  now: Date,
): string | null {
  const timestamp = String(headers['x-lark-request-timestamp']);
  const nonce = String(headers['x-lark-request-nonce']);
  const expected = createHash('sha256').update(`${timestamp}${nonce}${key}`).update(body).digest('hex');
  if (!isSame(String(headers['x-lark-signature']), expected)) return 'another signature';
  const age = Math.abs(now.getTime() / 1000 - Number(timestamp));
  return age <= LONGEST_WAY_SECONDS ? null : 'too old';
}

/** AES-256-CBC; the key is the hash of the encrypt key, the first block the initial vector. Undefined where it does not fit. */
function decrypt(envelope: unknown, key: string): unknown {
  const parsed = Envelope.safeParse(envelope);
  if (!parsed.success) return undefined;
  try {
    const bytes = Buffer.from(parsed.data.encrypt, 'base64');
    const cipherKey = createHash('sha256').update(key).digest();
    const decipher = createDecipheriv('aes-256-cbc', cipherKey, bytes.subarray(0, 16));
    return parseJson(Buffer.concat([decipher.update(bytes.subarray(16)), decipher.final()]).toString());
  } catch {
    return undefined;
  }
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

/** In constant time, whatever the lengths. */
function isSame(given: string | undefined, expected: string): boolean {
  if (given === undefined) return false;
  const hash = (text: string) => createHash('sha256').update(text).digest();
  return timingSafeEqual(hash(given), hash(expected));
}
