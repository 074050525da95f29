import { Router } from 'express';
import type { AppContext } from '../../../app-context.ts';
import type { IndexSnapshot } from '../../../clause-index/ports/index-snapshot.ts';
import { dayInChina } from '../../../domain/day-in-china.ts';
import type { PolicyDocument } from '../../../domain/policy-document.ts';
import type { Visibility } from '../../../domain/search-scope.ts';
import { refuseOtherMethods } from '../answer-problems.ts';
import { callerOf } from '../caller.ts';
import { HttpProblem } from '../http-problem.ts';
import { viewDocument, viewOutline } from '../views/document-views.ts';
import { withSnapshot } from '../with-snapshot.ts';

export function documentRoutes(ctx: AppContext): Router {
  const router = Router();
  router
    .route('/api/documents')
    .get(async (_request, response) => {
      const { visibility } = callerOf(response);
      const body = await withSnapshot(ctx.index, async (snapshot) => ({
        indexVersion: snapshot.version,
        documents: (await snapshot.clauses.listDocuments(visibility)).map((document) =>
          viewDocument(document, dayInChina(Date.now())),
        ),
      }));
      response.json(body);
    })
    .all(refuseOtherMethods('GET'));
  router
    .route('/api/documents/:id')
    .get(async (request, response) => {
      const { visibility } = callerOf(response);
      const body = await withSnapshot(ctx.index, async (snapshot) => {
        const document = await findDocument(snapshot, request.params.id, visibility);
        const [clauses = []] = await snapshot.clauses.getDocumentClauses([document.documentId], visibility);
        return {
          indexVersion: snapshot.version,
          ...viewDocument(document, dayInChina(Date.now())),
          outline: viewOutline(clauses),
        };
      });
      response.json(body);
    })
    .all(refuseOtherMethods('GET'));
  router
    .route('/api/documents/:id/source')
    .get(async (request, response) => {
      const { visibility } = callerOf(response);
      const source = await withSnapshot(ctx.index, async (snapshot) => {
        const document = await findDocument(snapshot, request.params.id, visibility);
        return (await snapshot.sources.getSources([document.documentId], visibility))[0];
      });
      if (source === undefined) throw new HttpProblem('not-found');
      response.type('text/plain; charset=utf-8').send(source);
    })
    .all(refuseOtherMethods('GET'));
  return router;
}

/** Throws `not-found` where no visible document has the id. */
export async function findDocument(
  snapshot: IndexSnapshot,
  documentId: string,
  visibility: Visibility,
): Promise<PolicyDocument> {
  const documents = await snapshot.clauses.listDocuments(visibility);
  const document = documents.find((candidate) => candidate.documentId === documentId);
  if (!document) throw new HttpProblem('not-found', { detail: '没有这份文件。' });
  return document;
}
