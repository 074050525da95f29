import { createHash, randomBytes, timingSafeEqual } from 'node:crypto';
import { z } from 'zod';

/** ask: questions and conversations · read: documents, clauses, units, search · deep: reserved · admin: everything. */
export const SCOPES = ['ask', 'read', 'deep', 'admin'] as const;
export type AccessScope = (typeof SCOPES)[number];

/** A key as it is kept: everything but its secret. Times are ISO. */
export const AccessKey = z.strictObject({
  /** Part of the secret, so that a key is found without trying all. */
  id: z.string().regex(/^[a-z0-9]{8,16}$/),
  name: z.string().min(1).max(100),
  /** Hex SHA-256 of the secret, which has 256 random bits: nothing slower is needed. */
  hash: z.string().regex(/^[0-9a-f]{64}$/),
  scopes: z.array(z.enum(SCOPES)).min(1),
  /** Documents that the key may see beside those of its collections; null for all. */
  documentIds: z.array(z.string().min(1)).nullable(),
  /** Names of collections whose documents it may see too. */
  collections: z.array(z.string().min(1)).default([]),
  /** Whether it may say by X-End-User for whom it asks. */
  mayNameEndUsers: z.boolean(),
  createdAt: z.iso.datetime(),
  expiresAt: z.iso.datetime().nullable(),
  revokedAt: z.iso.datetime().nullable(),
});
export type AccessKey = Readonly<z.infer<typeof AccessKey>>;

export interface NewKey {
  readonly name: string;
  readonly scopes: readonly AccessScope[];
  /** Null for all; left out with collections: those of the collections alone. */
  readonly documentIds: readonly string[] | null;
  readonly collections?: readonly string[];
  readonly mayNameEndUsers: boolean;
  readonly expiresAt: Date | null;
}

/** A new key and its secret: `tw_ID_…`, to be shown once and never kept. */
export function createKey(wanted: NewKey, now: Date): { readonly key: AccessKey; readonly secret: string } {
  const id = randomBytes(5).toString('hex');
  const secret = `tw_${id}_${randomBytes(32).toString('base64url')}`;
  const key = AccessKey.parse({
    ...wanted,
    // A key of collections sees no more than they hold.
    documentIds: wanted.documentIds ?? (wanted.collections?.length ? [] : null),
    id,
    hash: hashOf(secret),
    createdAt: now.toISOString(),
    expiresAt: wanted.expiresAt?.toISOString() ?? null,
    revokedAt: null,
  });
  return { key, secret };
}

/** The id that a secret names; null where it has not the form of one. */
export function idOfSecret(secret: string): string | null {
  return /^tw_(?<id>[a-z0-9]{8,16})_[\w-]{43}$/.exec(secret)?.groups?.['id'] ?? null;
}

/** Compares in constant time. */
export function isSecretOf(secret: string, key: Pick<AccessKey, 'hash'>): boolean {
  return timingSafeEqual(Buffer.from(hashOf(secret), 'hex'), Buffer.from(key.hash, 'hex'));
}

export function isUsable({ expiresAt, revokedAt }: AccessKey, now: Date): boolean {
  return revokedAt === null && (expiresAt === null || now < new Date(expiresAt));
}

export function hasScope({ scopes }: AccessKey, scope: AccessScope): boolean {
  return scopes.includes(scope) || scopes.includes('admin');
}

function hashOf(secret: string): string {
  return createHash('sha256').update(secret).digest('hex');
}
