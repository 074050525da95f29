import type { IndexSnapshot } from '../clause-index/ports/index-snapshot.ts';
import { withEndings } from '../domain/document-endings.ts';
import { NotFoundError } from '../domain/errors/not-found-error.ts';
import type { PolicyDocument } from '../domain/policy-document.ts';
import type { Visibility } from '../domain/search-scope.ts';

/** Throws NotFoundError where no visible document has the id. */
export async function findDocument(
  snapshot: IndexSnapshot,
  documentId: string,
  visibility: Visibility,
): Promise<PolicyDocument> {
  const documents = withEndings(await snapshot.clauses.listDocuments(visibility));
  const document = documents.find((candidate) => candidate.documentId === documentId);
  if (!document) throw new NotFoundError('no such document', { detail: '没有这份文件。' });
  return document;
}
