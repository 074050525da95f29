import type { Visibility } from '../../domain/search-scope.ts';
import type { SourceLayout } from '../../domain/source-layout.ts';

/** What documents were made from. Results stand in the order of the ids; undefined where unknown or hidden. */
export interface SourceStore {
  /** The original text of a document as decoded; clause spans point into it. */
  getSources(documentIds: readonly string[], visibility: Visibility): Promise<(string | undefined)[]>;
  /** Marks and places of files that have any; null for texts and in an index of an earlier version. */
  getLayouts(
    documentIds: readonly string[],
    visibility: Visibility,
  ): Promise<(SourceLayout | null | undefined)[]>;
  /** The file as it was loaded; undefined also where it is not kept. */
  getOriginal(documentId: string, visibility: Visibility): Promise<OriginalFile | undefined>;
}

export interface OriginalFile {
  /** How many. */
  readonly bytes: number;
  /** The bytes one after another, as far as they are taken. Throws plainly where the disk fails. */
  read(): AsyncIterable<Uint8Array>;
}
