import { Router } from 'express';
import type { AppContext } from '../../../app-context.ts';
import { listAllUnitTasks, listUnitTasks } from '../../../portal/list-unit-tasks.ts';
import { listUnits } from '../../../portal/list-units.ts';
import { refuseOtherMethods } from '../answer-problems.ts';
import { callerOf } from '../caller.ts';
import type { ExportSlots } from '../export-slots.ts';
import { parseRequest } from '../parse-request.ts';
import { ListUnits, ListUnitTasks } from '../schemas/unit-requests.ts';
import { sendInPieces } from '../send-in-pieces.ts';
import { renderUnitTasksCsv } from '../views/unit-tasks-csv.ts';
import { wantsCsv } from '../wants-csv.ts';

export function unitRoutes(ctx: AppContext, slots: ExportSlots): Router {
  const router = Router();
  router
    .route('/api/units')
    .get(async (request, response) => {
      const { visibility } = callerOf(response);
      const { q, ...page } = parseRequest(ListUnits, request.query);
      response.json(await listUnits(ctx, { query: q.trim(), ...page }, visibility));
    })
    .all(refuseOtherMethods('GET'));
  router
    .route('/api/units/:name/tasks')
    .get(async (request, response) => {
      const { owner, visibility } = callerOf(response);
      const { role, documentId, ...page } = parseRequest(ListUnitTasks, request.query);
      const unit = request.params.name;
      const wanted = { unit, ...(role && { role }), ...(documentId !== undefined && { documentId }) };
      response.vary('Accept');
      if (!wantsCsv(request)) {
        response.json(await listUnitTasks(ctx, { ...wanted, ...page }, visibility));
        return;
      }
      await slots.run(owner.keyId, async () => {
        const tasks = await listAllUnitTasks(ctx, wanted, visibility);
        response.attachment(`${unit}.csv`).type('text/csv; charset=utf-8');
        await sendInPieces(response, renderUnitTasksCsv(tasks));
      });
    })
    .all(refuseOtherMethods('GET'));
  return router;
}
