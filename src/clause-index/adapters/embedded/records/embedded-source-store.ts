import { isVisible } from '../../../../domain/search-scope.ts';
import type { SourceStore } from '../../../ports/source-store.ts';
import type { JsonLines } from '../files/json-lines.ts';
import type { ClauseTable } from './clause-table.ts';

/** `sources` has one line per document: its text, or null where none was given. */
export function createEmbeddedSourceStore(
  table: ClauseTable,
  sources: JsonLines<string | null>,
): SourceStore {
  return {
    async getSources(documentIds, visibility) {
      return documentIds.map((id) => {
        const document = table.findDocument(id);
        if (document === undefined || !isVisible(visibility, id)) return undefined;
        return sources.get(document) ?? undefined;
      });
    },
  };
}
