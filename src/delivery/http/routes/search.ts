import { Router } from 'express';
import type { AppContext } from '../../../app-context.ts';
import { searchClauses } from '../../../portal/search-clauses.ts';
import { refuseOtherMethods } from '../answer-problems.ts';
import { noteQuestion } from '../audit-requests.ts';
import { callerOf } from '../caller.ts';
import { parseRequest } from '../parse-request.ts';
import { readJsonBody } from '../read-json-body.ts';
import { SearchRequest } from '../schemas/search-request.ts';

export function searchRoutes(ctx: AppContext): Router {
  const router = Router();
  router
    .route('/api/search')
    .post(...readJsonBody(ctx.config.maxBodyBytes), async (request, response) => {
      const { visibility, owner } = callerOf(response);
      const search = parseRequest(SearchRequest, request.body);
      noteQuestion(response, search.query);
      const find = () => searchClauses(ctx, search, visibility);
      response.json(await ctx.turns.run(owner.keyId, find));
    })
    .all(refuseOtherMethods('POST'));
  return router;
}
