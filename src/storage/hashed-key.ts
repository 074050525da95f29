import { createHash } from 'node:crypto';

/** Part of a key, made of texts of any length and content: SQLite keeps neither a NUL nor half a surrogate pair. */
export function hashedKey(...parts: readonly (string | null)[]): string {
  return createHash('sha256').update(JSON.stringify(parts)).digest('base64url');
}
