import type { AppContext } from '../app-context.ts';
import { dayInChina } from '../domain/day-in-china.ts';
import { withEndings } from '../domain/document-endings.ts';
import type { Visibility } from '../domain/search-scope.ts';
import { cutPage, type PageRequest } from './cut-page.ts';
import { viewDocument } from './view-document.ts';
import { withSnapshot } from './with-snapshot.ts';

/** A page of the visible documents in the order of ingestion, with what is known of each today; counted whole. */
export async function listDocuments(
  { index }: Pick<AppContext, 'index'>,
  page: PageRequest,
  visibility: Visibility,
) {
  return await withSnapshot(index, async (snapshot) => {
    const { version: indexVersion } = snapshot;
    const documents = withEndings(await snapshot.clauses.listDocuments(visibility));
    const cut = cutPage(page, { list: ['documents'], indexVersion, rows: documents.length });
    const today = dayInChina(Date.now());
    return {
      indexVersion,
      total: documents.length,
      clauseTotal: documents.reduce((sum, { clauseCount }) => sum + clauseCount, 0),
      nextCursor: cut.nextCursor,
      documents: documents.slice(cut.start, cut.end).map((document) => viewDocument(document, today)),
    };
  });
}
