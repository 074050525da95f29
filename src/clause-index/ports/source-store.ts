import type { Visibility } from '../../domain/search-scope.ts';

/** The original text of a document as decoded; clause spans point into it. */
export interface SourceStore {
  /** Same order as the ids; undefined where unknown or hidden. */
  getSources(documentIds: readonly string[], visibility: Visibility): Promise<(string | undefined)[]>;
}
