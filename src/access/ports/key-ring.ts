import type { Visibility } from '../../domain/search-scope.ts';

export type RingScope = 'ask' | 'read' | 'deep' | 'admin';

/** Whom a request comes from, as far as its key says. */
export interface KeyHolder {
  readonly keyId: string;
  readonly name: string;
  readonly scopes: readonly RingScope[];
  /** The same object for the same key as long as its file stays the same: views of the index are kept by identity. */
  readonly visibility: Visibility;
  readonly mayNameEndUsers: boolean;
}

/** Tells keys from what only looks like one. */
export interface KeyRing {
  /** The holder of a secret; null where it is unknown, expired or revoked. */
  holderOf(secret: string): KeyHolder | null;
  /** A token for a browser's cookie that stands for a secret until `expiresAt`; null where the secret is no good. */
  openSession(secret: string, expiresAt: Date): string | null;
  /** The holder of the key behind a session's token; null where it is unknown, over or was ended. */
  holderOfSession(token: string): KeyHolder | null;
  /** Ends a session before its time, in every process. What is none is left alone; throws where it cannot be kept. */
  endSession(token: string): void;
  /**
   * What the named collections hold together, for callers without a key such as a channel of a bot; null where a name is unknown.
   * No names: no documents. The same object for the same names as long as the file stays the same.
   */
  visibilityOf(collections: readonly string[]): Visibility | null;
}
