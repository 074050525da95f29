import { Router } from 'express';
import type { AppContext } from '../../../app-context.ts';
import { refuseOtherMethods } from '../answer-problems.ts';
import { callerOf } from '../caller.ts';
import { HttpProblem } from '../http-problem.ts';
import { viewClause } from '../views/clause-views.ts';
import { withSnapshot } from '../with-snapshot.ts';

export function clauseRoutes(ctx: AppContext): Router {
  const router = Router();
  router
    .route('/api/clauses/:clauseId')
    .get(async (request, response) => {
      const { visibility } = callerOf(response);
      const body = await withSnapshot(ctx.index, async (snapshot) => {
        const [clause] = await snapshot.clauses.getClauses([request.params.clauseId], visibility);
        if (!clause) throw new HttpProblem('not-found', { detail: '没有这一条文。' });
        const [documents, [source], [siblings = []]] = await Promise.all([
          snapshot.clauses.listDocuments(visibility),
          snapshot.sources.getSources([clause.documentId], visibility),
          snapshot.clauses.getDocumentClauses([clause.documentId], visibility),
        ]);
        const at = siblings.findIndex((sibling) => sibling.clauseId === clause.clauseId);
        return viewClause(clause, {
          indexVersion: snapshot.version,
          document: documents.find((document) => document.documentId === clause.documentId),
          source,
          previousClauseId: siblings[at - 1]?.clauseId ?? null,
          nextClauseId: siblings[at + 1]?.clauseId ?? null,
        });
      });
      response.json(body);
    })
    .all(refuseOtherMethods('GET'));
  return router;
}
