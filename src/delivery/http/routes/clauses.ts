import { Router } from 'express';
import type { AppContext } from '../../../app-context.ts';
import { dayInChina } from '../../../domain/day-in-china.ts';
import { isVisible } from '../../../domain/search-scope.ts';
import { findClause } from '../../../portal/find-clause.ts';
import { findDocument } from '../../../portal/find-document.ts';
import { readClause } from '../../../portal/read-clause.ts';
import { withSnapshot } from '../../../portal/with-snapshot.ts';
import { refuseOtherMethods } from '../answer-problems.ts';
import { callerOf } from '../caller.ts';
import { HttpProblem } from '../http-problem.ts';
import { parseRequest } from '../parse-request.ts';
import { ClauseQuery } from '../schemas/clauses.ts';
import { viewCurrentVersion, viewKeptVersion } from '../views/clause-version-views.ts';

export function clauseRoutes(ctx: AppContext): Router {
  const router = Router();
  router
    .route('/api/clauses/:clauseId')
    .get(async (request, response) => {
      const { visibility } = callerOf(response);
      const { v } = parseRequest(ClauseQuery, request.query);
      response.json(await readClause(ctx, request.params.clauseId, visibility, v));
    })
    .all(refuseOtherMethods('GET'));
  router
    .route('/api/clauses/:clauseId/versions/:textHash')
    .get(async (request, response) => {
      const { visibility } = callerOf(response);
      const { clauseId, textHash } = request.params;
      const kept = await ctx.citations.get(clauseId, textHash);
      const body = await withSnapshot(ctx.index, async (snapshot) => {
        const found = await findClause(snapshot, { clauseId, textHash }, visibility);
        const clause = found?.clause;
        const isCurrent = clause?.textHash === textHash;
        if (kept && isVisible(visibility, kept.documentId)) return viewKeptVersion(kept, { isCurrent });
        if (!clause || !isCurrent) throw new HttpProblem('not-found', { detail: '没有保存这一文本。' });
        const document = await findDocument(snapshot, clause.documentId, visibility);
        const { version: indexVersion } = snapshot;
        return viewCurrentVersion(clause, { document, indexVersion, asOf: dayInChina(Date.now()) });
      });
      response.json(body);
    })
    .all(refuseOtherMethods('GET'));
  return router;
}
