import type { ClauseRecord } from '../../domain/clause.ts';
import type { PolicyDocument } from '../../domain/policy-document.ts';

/** A vector for one passage of one clause; short clauses have one passage. */
export interface PassageVector {
  /** Index into `IndexContents.clauses`. */
  readonly clause: number;
  readonly vector: readonly number[];
}

/** Everything that one generation holds. */
export interface IndexContents {
  readonly documents: readonly PolicyDocument[];
  /** Grouped by document in the order of `documents`, each group in document order. */
  readonly clauses: readonly ClauseRecord[];
  /** Source text by documentId. */
  readonly sources: ReadonlyMap<string, string>;
  readonly embedder: {
    readonly id: string;
    readonly dimension: number;
    /** The frozen state of a trained local embedder; null where the embedder has none. */
    readonly state: Uint8Array | null;
  };
  readonly passages: readonly PassageVector[];
  /** Where the contents came from: `seeds` or the ingested paths; start-up rebuilds only a seeds index. */
  readonly origin: IndexOrigin;
}

export interface IndexOrigin {
  readonly kind: 'seeds' | 'paths';
  readonly paths: readonly string[];
  /** Hash over names and bytes of all files read, to notice changed seeds. */
  readonly fingerprint: string;
}

/** Write side: new generations beside the old one, made visible by one rename. */
export interface IndexPublisher {
  /**
   * Takes the writer's lock, or throws IndexLockedError. A lock whose process is gone is taken over.
   * `release` may be called twice.
   */
  lock(): Promise<{ release(): Promise<void> }>;
  /** Writes, checks and publishes; returns the new version. A crash at any moment leaves the old generation. */
  publish(contents: IndexContents): Promise<string>;
  /** Publishes the generation before the current one again; throws IndexMissingError when there is none. */
  rollback(): Promise<string>;
  /** Origin and documents of the published generation, or null; enough to decide whether to build. */
  describe(): Promise<PublishedIndex | null>;
}

export interface PublishedIndex {
  readonly version: string;
  readonly origin: IndexOrigin;
  readonly embedderId: string;
  readonly documents: readonly PolicyDocument[];
  readonly clauseCount: number;
  /** Frozen embedder state, to keep vectors comparable when documents are added. */
  readonly embedderState: Uint8Array | null;
}
