import { Router } from 'express';
import type { AppContext } from '../../../app-context.ts';
import type { IndexSnapshot } from '../../../clause-index/ports/index-snapshot.ts';
import type { SearchScope, Visibility } from '../../../domain/search-scope.ts';
import { refuseOtherMethods } from '../answer-problems.ts';
import { noteQuestion } from '../audit-requests.ts';
import { callerOf } from '../caller.ts';
import { listKnownUnits, matchUnit } from '../known-units.ts';
import { parseRequest } from '../parse-request.ts';
import { readJsonBody } from '../read-json-body.ts';
import { SearchRequest } from '../schemas/search-request.ts';
import { followedNames } from '../unit-tasks.ts';
import { withSnapshot } from '../with-snapshot.ts';

export function searchRoutes(ctx: AppContext): Router {
  const router = Router();
  router
    .route('/api/search')
    .post(...readJsonBody(ctx.config.maxBodyBytes), async (request, response) => {
      const { visibility, owner } = callerOf(response);
      const search = parseRequest(SearchRequest, request.body);
      noteQuestion(response, search.query);
      const find = () =>
        withSnapshot(ctx.index, async (snapshot) => {
          const scope = await scopeOf(ctx, snapshot, search.filters, visibility);
          const scored = await ctx.searchClauses(snapshot, {
            query: search.query,
            limit: search.limit,
            scope,
          });
          const [clauses, documents] = await Promise.all([
            snapshot.clauses.getClauses(
              scored.map((hit) => hit.clauseId),
              visibility,
            ),
            snapshot.clauses.listDocuments(visibility),
          ]);
          const hits = scored.flatMap(({ clauseId, score }, index) => {
            const clause = clauses[index];
            const document = documents.find((candidate) => candidate.documentId === clause?.documentId);
            if (!clause || !document) return [];
            return [
              {
                clauseId,
                documentId: clause.documentId,
                documentTitle: document.title,
                sourceFile: document.sourceFile,
                path: clause.path,
                text: clause.text,
                span: clause.span,
                score,
              },
            ];
          });
          return { indexVersion: snapshot.version, hits };
        });
      response.json(await ctx.turns.run(owner.keyId, find));
    })
    .all(refuseOtherMethods('POST'));
  return router;
}

async function scopeOf(
  ctx: AppContext,
  snapshot: IndexSnapshot,
  filters: SearchRequest['filters'],
  visibility: Visibility,
): Promise<SearchScope> {
  const { documentIds, units, role } = filters ?? {};
  const known = units && (await listKnownUnits(snapshot, ctx.units, visibility));
  return {
    visibility,
    ...(documentIds && { documentIds }),
    ...(units &&
      known && {
        units: units.flatMap((unit) =>
          followedNames(matchUnit(ctx.units, unit, known)).map((match) => match.name),
        ),
      }),
    ...(role && { role }),
  };
}
