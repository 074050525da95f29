import type { ClauseRecord } from '../../domain/clause.ts';
import type { KeptFile, PolicyDocument } from '../../domain/policy-document.ts';
import type { SourceLayout } from '../../domain/source-layout.ts';

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
  /** Marks and places by documentId, of files that have any. */
  readonly layouts?: ReadonlyMap<string, SourceLayout>;
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
  /**
   * Keeps the bytes of a file for a document that is to be published: what is returned goes on the document. Files that no version names
   * are removed after the next publication. Only while the lock is held. Throws IndexWriteError when the disk fails.
   */
  keepFile(bytes: Uint8Array): Promise<KeptFile>;
  /**
   * Writes, checks and publishes; returns the new version. A crash at any moment leaves the old generation. What the replaced generation
   * had itself replaced is removed then, and nothing else. Throws IndexWriteError when the disk fails.
   */
  publish(contents: IndexContents): Promise<string>;
  /**
   * Publishes the newest sound generation before the current one; where it cannot be told which one was current, the newest sound one of
   * all. Throws IndexMissingError when there is none, IndexFormatError when those there are damaged too.
   */
  rollback(): Promise<string>;
  /**
   * Removes the words of a withdrawn document, and its file, from what is kept to roll back to: every version but the published one that holds it, and
   * those that cannot be read, since nobody can tell. Returns how many. Throws IndexWriteError when the disk fails.
   */
  removeVersionsWith(documentId: string): Promise<number>;
  /**
   * Origin and documents of the published generation, or null where nothing was ever published; enough to decide whether to build.
   * Throws IndexFormatError, with what mends it, when it cannot be read or nothing tells which generation is published.
   */
  describe(): Promise<PublishedIndex | null>;
  /**
   * What the published generation was made from, though it be damaged or of another format; where it cannot be told which one was
   * published, the newest whose originals can be read. Throws IndexMissingError or IndexFormatError when there is none.
   */
  readOriginals(): Promise<KeptOriginals>;
  /**
   * Marks a data folder that is missing or empty as one for the samples, before anything else is written to it, and leaves any other
   * alone. True where it is marked, now or before, and holds no own index: there the samples may be built. `ignore`: absolute paths of
   * files that may lie in an empty folder all the same.
   */
  claimForSamples(ignore?: readonly string[]): Promise<boolean>;
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

/** What one generation was made from. */
export interface KeptOriginals {
  readonly version: string;
  readonly origin: IndexOrigin;
  readonly documents: readonly KeptOriginal[];
}

export interface KeptOriginal {
  readonly document: PolicyDocument;
  /** As decoded; null where none was given. */
  readonly source: string | null;
  /** Null for texts, and where an earlier version of the program kept none. */
  readonly layout: SourceLayout | null;
}
