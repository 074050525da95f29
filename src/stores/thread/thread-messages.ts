import type { StoreFailure } from '../../domain/errors/store-error.ts';

/** Stores that live in the thread. */
export type ThreadStore = 'conversations' | 'citations';

/** What the thread is started with. */
export interface ThreadSettings {
  readonly dataDir: string;
}

/** `args` is a JSON array; the method `probe` is the store's own. */
export interface StoreCall {
  readonly id: number;
  readonly store: ThreadStore;
  readonly method: string;
  readonly args: string;
}

/** To the thread: calls in order. Null ends it. */
export type StoreMessage = readonly StoreCall[] | null;

/** An error on its way between threads: StoreError by its parts, others as they are. */
export type SentError =
  | { readonly store: string; readonly reason: StoreFailure; readonly cause: unknown }
  | { readonly other: unknown };

/** From the thread: what a call came to (JSON; absent for nothing), or what its store tells of itself. */
export type StoreReply =
  | { readonly id: number; readonly result?: string }
  | { readonly id: number; readonly error: SentError }
  | { readonly told: ThreadStore; readonly error: SentError | null; readonly isFailing: boolean };
