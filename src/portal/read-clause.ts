import type { AppContext } from '../app-context.ts';
import type { ClauseId } from '../domain/clause.ts';
import { dayInChina } from '../domain/day-in-china.ts';
import { NotFoundError } from '../domain/errors/not-found-error.ts';
import type { Visibility } from '../domain/search-scope.ts';
import { findClause } from './find-clause.ts';
import { findDocument } from './find-document.ts';
import { viewClause } from './view-clause.ts';
import { withSnapshot } from './with-snapshot.ts';

/**
 * One clause whole, with its units, its neighbours and its document; by an id, and perhaps the hash of words cited, of an earlier version
 * too. Throws NotFoundError where none that is visible has or had the id.
 */
export async function readClause(
  { index }: Pick<AppContext, 'index'>,
  clauseId: ClauseId,
  visibility: Visibility,
  textHash?: string,
) {
  return await withSnapshot(index, async (snapshot) => {
    const found = await findClause(snapshot, { clauseId, textHash }, visibility);
    if (!found) throw new NotFoundError('no such clause', { detail: '没有这一条文。' });
    const { clause, movedFrom } = found;
    const [document, [source], [layout], [siblings = []]] = await Promise.all([
      findDocument(snapshot, clause.documentId, visibility),
      snapshot.sources.getSources([clause.documentId], visibility),
      snapshot.sources.getLayouts([clause.documentId], visibility),
      snapshot.clauses.getDocumentClauses([clause.documentId], visibility),
    ]);
    const at = siblings.findIndex((sibling) => sibling.clauseId === clause.clauseId);
    return viewClause(clause, {
      movedFrom,
      indexVersion: snapshot.version,
      asOf: dayInChina(Date.now()),
      document,
      source,
      layout,
      previousClauseId: siblings[at - 1]?.clauseId ?? null,
      nextClauseId: siblings[at + 1]?.clauseId ?? null,
    });
  });
}
