import type { ClauseStore } from './clause-store.ts';
import type { KeywordIndex } from './keyword-index.ts';
import type { SourceStore } from './source-store.ts';
import type { UnitIndex } from './unit-index.ts';
import type { VectorIndex } from './vector-index.ts';

/** One published version, unchanged until released; a request holds one from question to answer. */
export interface IndexSnapshot {
  /** Names the generation; part of every reply. */
  readonly version: string;
  /** The embedder whose vectors are inside; a query must be embedded by the same one. */
  readonly embedderId: string;
  /** Frozen state of a trained local embedder, needed to embed queries; null where it has none. */
  readonly embedderState: Uint8Array | null;
  readonly clauses: ClauseStore;
  readonly units: UnitIndex;
  readonly vectors: VectorIndex;
  /** Nearest clauses by questions that a model held them to answer, by the same embedder; null where there are none. A hint for finding alone. */
  readonly questions: VectorIndex | null;
  readonly keywords: KeywordIndex;
  readonly sources: SourceStore;
  /** Call exactly once; after it the snapshot must not be used. */
  release(): void;
}

/** Read side of the index. */
export interface ClauseIndex {
  /**
   * The newest published version. Notices a new one by itself.
   * Throws IndexMissingError when nothing is published, IndexFormatError when it does not fit.
   */
  open(): Promise<IndexSnapshot>;
  close(): Promise<void>;
}
