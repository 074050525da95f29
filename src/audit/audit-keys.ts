import { createHash, createHmac, timingSafeEqual } from 'node:crypto';

/** Keys that lines are signed with, the current one first; those behind it serve to check older lines. */
export interface AuditKeys {
  /** Id of the current key; null where lines are chained without a key. */
  readonly currentId: string | null;
  has(keyId: string): boolean;
  /** Hex HMAC-SHA256. Throws RangeError for an unknown key. */
  sign(keyId: string, body: Buffer | string): string;
  isSigned(keyId: string, body: Buffer | string, signature: string): boolean;
}

/** `secrets`: the current one first. Ids tell keys apart and nothing of them. */
export function createAuditKeys(secrets: readonly string[]): AuditKeys {
  const byId = new Map(secrets.map((secret) => [idOf(secret), secret]));
  const sign = (keyId: string, body: Buffer | string) => {
    const secret = byId.get(keyId);
    if (secret === undefined) throw new RangeError(`no audit key ${keyId}`);
    return createHmac('sha256', secret).update(body).digest('hex');
  };
  return {
    currentId: secrets[0] === undefined ? null : idOf(secrets[0]),
    has: (keyId) => byId.has(keyId),
    sign,
    isSigned: (keyId, body, signature) =>
      byId.has(keyId) &&
      /^[0-9a-f]{64}$/.test(signature) &&
      timingSafeEqual(Buffer.from(sign(keyId, body), 'hex'), Buffer.from(signature, 'hex')),
  };
}

export const NO_AUDIT_KEYS: AuditKeys = createAuditKeys([]);

function idOf(secret: string): string {
  return createHash('sha256').update(`tiaowen audit key ${secret}`).digest('hex').slice(0, 8);
}
