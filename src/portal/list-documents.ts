import type { AppContext } from '../app-context.ts';
import { dayInChina } from '../domain/day-in-china.ts';
import type { Visibility } from '../domain/search-scope.ts';
import { viewDocument } from './view-document.ts';
import { withSnapshot } from './with-snapshot.ts';

/** All visible documents in the order of ingestion, with what is known of each today. */
export async function listDocuments({ index }: Pick<AppContext, 'index'>, visibility: Visibility) {
  return await withSnapshot(index, async (snapshot) => ({
    indexVersion: snapshot.version,
    documents: (await snapshot.clauses.listDocuments(visibility)).map((document) =>
      viewDocument(document, dayInChina(Date.now())),
    ),
  }));
}
