import { Router } from 'express';
import type { AppContext } from '../../../app-context.ts';
import { runQuery, runWholeQuery } from '../../../portal/run-query.ts';
import { refuseOtherMethods } from '../answer-problems.ts';
import { callerOf } from '../caller.ts';
import type { ExportSlots } from '../export-slots.ts';
import { parseRequest } from '../parse-request.ts';
import { readJsonBody } from '../read-json-body.ts';
import { QueryRequest } from '../schemas/query-request.ts';
import { sendInPieces } from '../send-in-pieces.ts';
import { renderQueryCsv } from '../views/query-csv.ts';
import { wantsCsv } from '../wants-csv.ts';

export function queryRoutes(ctx: AppContext, slots: ExportSlots): Router {
  const router = Router();
  router
    .route('/api/query')
    .post(...readJsonBody(ctx.config.maxBodyBytes), async (request, response) => {
      const { owner, visibility } = callerOf(response);
      const { query } = parseRequest(QueryRequest, request.body);
      response.vary('Accept');
      if (!wantsCsv(request)) {
        const run = () => runQuery(ctx, query, { visibility });
        response.json(await ctx.turns.run(owner.keyId, run));
        return;
      }
      await slots.run(owner.keyId, async () => {
        const run = () => runWholeQuery(ctx, query, { visibility });
        const whole = await ctx.turns.run(owner.keyId, run);
        response.attachment('查询.csv').type('text/csv; charset=utf-8');
        await sendInPieces(response, renderQueryCsv(whole));
      });
    })
    .all(refuseOtherMethods('POST'));
  return router;
}
