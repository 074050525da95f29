import { statSync } from 'node:fs';
import { type AccessKey, idOfSecret, isSecretOf, isUsable } from './access-key.ts';
import { readKeyFile } from './key-file.ts';
import type { KeyHolder, KeyRing } from './ports/key-ring.ts';
import { createSessionToken, idOfSession, isSessionOf } from './session-token.ts';

export interface KeyRingOptions {
  readonly path: string;
  readonly now?: () => Date;
  /** A file that became unreadable while running; the keys read before stay. */
  readonly onProblem?: (error: unknown) => void;
}

interface Kept {
  readonly key: AccessKey;
  readonly holder: KeyHolder;
}

/** The file is looked at again no more often than this. */
const LOOK_EVERY_MS = 1000;

/** The keys of a file, read again when it changes. Throws ConfigError where it cannot be read now. */
export function openKeyRing({ path, now = () => new Date(), onProblem }: KeyRingOptions): KeyRing {
  let stamp = stampOf(path);
  let keys = load(path);
  let lookedAt = now().getTime();

  const find = (id: string | null): Kept | null => {
    refresh();
    const kept = id === null ? undefined : keys.get(id);
    return kept && isUsable(kept.key, now()) ? kept : null;
  };
  const bySecret = (secret: string): Kept | null => {
    const kept = find(idOfSecret(secret));
    return kept && isSecretOf(secret, kept.key) ? kept : null;
  };

  return {
    holderOf: (secret) => bySecret(secret)?.holder ?? null,
    openSession(secret, expiresAt) {
      const kept = bySecret(secret);
      return kept === null ? null : createSessionToken(kept.key, expiresAt);
    },
    holderOfSession(token) {
      const kept = find(idOfSession(token));
      return kept && isSessionOf(token, kept.key, now()) ? kept.holder : null;
    },
  };

  function refresh(): void {
    const time = now().getTime();
    if (time - lookedAt < LOOK_EVERY_MS) return;
    lookedAt = time;
    try {
      const current = stampOf(path);
      if (current === stamp) return;
      keys = load(path);
      stamp = current;
    } catch (error) {
      onProblem?.(error);
    }
  }
}

function load(path: string): Map<string, Kept> {
  return new Map(readKeyFile(path).map((key) => [key.id, { key, holder: holderFor(key) }]));
}

function holderFor({ id, name, scopes, documentIds, mayNameEndUsers }: AccessKey): KeyHolder {
  const visibility = documentIds === null ? ('all' as const) : { documentIds: new Set(documentIds) };
  return { keyId: id, name, scopes, visibility, mayNameEndUsers };
}

/** A replaced file has another inode, a changed one another time or size. */
function stampOf(path: string): string {
  const file = statSync(path, { throwIfNoEntry: false });
  return file ? `${file.ino}-${file.mtimeMs}-${file.size}` : 'none';
}
