import { statSync } from 'node:fs';
import { dirname, join } from 'node:path';
import type { Visibility } from '../domain/search-scope.ts';
import { type AccessKey, idOfSecret, isSecretOf, isUsable } from './access-key.ts';
import { type Collections, documentsIn, visibilityFor } from './collection.ts';
import { openEndedSessions } from './ended-sessions.ts';
import { readKeyFile } from './key-file.ts';
import type { KeyHolder, KeyRing } from './ports/key-ring.ts';
import { createSessionToken, isSessionOf, readSessionToken } from './session-token.ts';

export interface KeyRingOptions {
  readonly path: string;
  /** Where sessions that were signed out are kept, for every process; default `ended-sessions` beside the file. */
  readonly endedSessions?: string;
  readonly now?: () => Date;
  /** A file that became unreadable while running; the keys read before stay. */
  readonly onProblem?: (error: unknown) => void;
}

interface Kept {
  readonly key: AccessKey;
  readonly holder: KeyHolder;
}

/** A file as it was read; everything that is made of it lives as long. */
interface Loaded {
  readonly keys: ReadonlyMap<string, Kept>;
  visibilityOf(collections: readonly string[]): Visibility | null;
}

/** The file is looked at again no more often than this. */
const LOOK_EVERY_MS = 1000;

/** The keys of a file, read again when it changes. Throws ConfigError where it cannot be read now. */
export function openKeyRing(options: KeyRingOptions): KeyRing {
  const { path, now = () => new Date(), onProblem } = options;
  const ended = openEndedSessions(options.endedSessions ?? join(dirname(path), 'ended-sessions'), now);
  let stamp = stampOf(path);
  let loaded = load(path);
  let lookedAt = now().getTime();

  const find = (id: string | null): Kept | null => {
    const kept = id === null ? undefined : current().keys.get(id);
    return kept && isUsable(kept.key, now()) ? kept : null;
  };
  const bySecret = (secret: string): Kept | null => {
    const kept = find(idOfSecret(secret));
    return kept && isSecretOf(secret, kept.key) ? kept : null;
  };
  const bySession = (token: string) => {
    const session = readSessionToken(token);
    const kept = session && find(session.keyId);
    return kept && isSessionOf(token, kept.key, now()) && !ended.has(session) ? { kept, session } : null;
  };

  return {
    holderOf: (secret) => bySecret(secret)?.holder ?? null,
    openSession(secret, expiresAt) {
      const kept = bySecret(secret);
      return kept === null ? null : createSessionToken(kept.key, expiresAt);
    },
    holderOfSession: (token) => bySession(token)?.kept.holder ?? null,
    endSession(token) {
      const found = bySession(token);
      if (found) ended.add(found.session);
    },
    visibilityOf: (collections) => current().visibilityOf(collections),
  };

  function current(): Loaded {
    const time = now().getTime();
    if (time - lookedAt < LOOK_EVERY_MS) return loaded;
    lookedAt = time;
    try {
      const newest = stampOf(path);
      if (newest !== stamp) {
        loaded = load(path);
        stamp = newest;
      }
    } catch (error) {
      onProblem?.(error);
    }
    return loaded;
  }
}

function load(path: string): Loaded {
  const { keys, collections } = readKeyFile(path);
  return {
    keys: new Map(keys.map((key) => [key.id, { key, holder: holderFor(key, collections) }])),
    visibilityOf: rememberVisibilities(collections),
  };
}

function holderFor(key: AccessKey, all: Collections): KeyHolder {
  const { id, name, scopes, documentIds, collections, mayNameEndUsers } = key;
  const visibility =
    documentIds === null
      ? ('all' as const)
      : visibilityFor([...documentIds, ...(documentsIn(collections, all) ?? [])]);
  return { keyId: id, name, scopes, visibility, mayNameEndUsers };
}

/** The same object for the same names, in whatever order. */
function rememberVisibilities(collections: Collections): Loaded['visibilityOf'] {
  const known = new Map<string, Visibility>();
  return (names) => {
    const documentIds = documentsIn(names, collections);
    if (documentIds === null) return null;
    const place = JSON.stringify([...new Set(names)].sort());
    const visibility = known.get(place) ?? visibilityFor(documentIds);
    known.set(place, visibility);
    return visibility;
  };
}

/** A replaced file has another inode, a changed one another time or size. */
function stampOf(path: string): string {
  const file = statSync(path, { throwIfNoEntry: false });
  return file ? `${file.ino}-${file.mtimeMs}-${file.size}` : 'none';
}
