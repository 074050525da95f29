import { createHash } from 'node:crypto';

/** Part of a key, made of texts of any length and content: LMDB refuses keys near 2 kB, and a hash always fits. */
export function hashedKey(...parts: readonly (string | null)[]): string {
  return createHash('sha256').update(JSON.stringify(parts)).digest('base64url');
}
