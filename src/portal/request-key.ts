/** 1 to 255 visible ASCII characters. */
export const REQUEST_KEY = /^[\x21-\x7e]{1,255}$/;

/** What a request key must be, for people. */
export const REQUEST_KEY_RULE = 'Idempotency-Key：应为 1 至 255 个可见的 ASCII 字符';

/**
 * The key in an `Idempotency-Key` (IETF draft httpapi-idempotency-key-header); null for what is none. The draft's quotes may be left
 * out and mean the same: `"8e03978e"` is `8e03978e`.
 */
export function parseRequestKey(header: string): string | null {
  const key = /^"(?<inner>.*)"$/.exec(header)?.groups?.['inner'] ?? header;
  return REQUEST_KEY.test(header) && key !== '' ? key : null;
}
