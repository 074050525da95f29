import type { ClauseIndex } from '../src/clause-index/ports/index-snapshot.ts';
import { TiaowenError } from '../src/domain/errors/tiaowen-error.ts';
import type { DocumentContents } from './document-contents.ts';

/** All documents of the published index. Throws what `ClauseIndex.open` throws. */
export async function readPublished(index: ClauseIndex): Promise<DocumentContents[]> {
  const snapshot = await index.open();
  try {
    const documents = await snapshot.clauses.listDocuments('all');
    const ids = documents.map(({ documentId }) => documentId);
    const [clauses, sources, layouts] = await Promise.all([
      snapshot.clauses.getDocumentClauses(ids, 'all'),
      snapshot.sources.getSources(ids, 'all'),
      snapshot.sources.getLayouts(ids, 'all'),
    ]);
    return documents.map((document, i) => ({
      document,
      clauses: clauses[i]!,
      source: sources[i]!,
      layout: layouts[i] ?? null,
    }));
  } finally {
    snapshot.release();
  }
}

/** As `readPublished`; nothing where the index cannot be read. */
export async function readPublishedIfSound(index: ClauseIndex): Promise<DocumentContents[]> {
  try {
    return await readPublished(index);
  } catch (error) {
    if (error instanceof TiaowenError) return [];
    throw error;
  }
}
