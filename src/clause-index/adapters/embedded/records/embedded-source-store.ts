import { isVisible } from '../../../../domain/search-scope.ts';
import type { SourceLayout } from '../../../../domain/source-layout.ts';
import type { SourceStore } from '../../../ports/source-store.ts';
import type { JsonLines } from '../files/json-lines.ts';
import type { KeptFiles } from '../originals/kept-files.ts';
import type { ClauseTable } from './clause-table.ts';

/** What a generation keeps of its documents. */
export interface SavedSources {
  /** One line per document: its text, or null where none was given. */
  readonly texts: JsonLines<string | null>;
  /** Likewise; absent where no file has a layout. */
  readonly layouts: JsonLines<SourceLayout | null> | null;
  readonly originals: Pick<KeptFiles, 'open'>;
}

export function createEmbeddedSourceStore(
  table: ClauseTable,
  { texts, layouts, originals }: SavedSources,
): SourceStore {
  const each = async <T>(
    ids: readonly string[],
    visibility: Parameters<typeof isVisible>[0],
    read: (document: number) => T,
  ) =>
    ids.map((id) => {
      const document = table.findDocument(id);
      return document === undefined || !isVisible(visibility, id) ? undefined : read(document);
    });
  return {
    getSources: (ids, visibility) => each(ids, visibility, (document) => texts.get(document) ?? undefined),
    getLayouts: (ids, visibility) => each(ids, visibility, (document) => layouts?.get(document) ?? null),
    async getOriginal(id, visibility) {
      const [document] = await each([id], visibility, (at) => table.documents[at]);
      return document?.original && (await originals.open(document.original));
    },
  };
}
