import { type Request, Router } from 'express';
import type { AppContext } from '../../../app-context.ts';
import { listKnownUnits, matchUnit } from '../../../portal/known-units.ts';
import { listUnitTasks } from '../../../portal/list-unit-tasks.ts';
import { withSnapshot } from '../../../portal/with-snapshot.ts';
import { refuseOtherMethods } from '../answer-problems.ts';
import { callerOf } from '../caller.ts';
import { parseRequest } from '../parse-request.ts';
import { ListUnits, ListUnitTasks } from '../schemas/unit-requests.ts';
import { renderUnitTasksCsv } from '../views/unit-tasks-csv.ts';

export function unitRoutes(ctx: AppContext): Router {
  const router = Router();
  router
    .route('/api/units')
    .get(async (request, response) => {
      const { visibility } = callerOf(response);
      const query = parseRequest(ListUnits, request.query).q.trim();
      const body = await withSnapshot(ctx.index, async (snapshot) => {
        const known = await listKnownUnits(snapshot, ctx.units, visibility);
        const found = new Set(
          query === '' ? [] : matchUnit(ctx.units, query, known).map((match) => match.name),
        );
        const units = known.units.filter(({ name }) => name.includes(query) || found.has(name));
        return {
          indexVersion: snapshot.version,
          units: units.map((unit) => {
            const successor = unit.collective ? null : ctx.units.successorOf(unit.name, known.jurisdiction);
            return { ...unit, ...(successor && { currentName: successor.name }) };
          }),
        };
      });
      response.json(body);
    })
    .all(refuseOtherMethods('GET'));
  router
    .route('/api/units/:name/tasks')
    .get(async (request, response) => {
      const { visibility } = callerOf(response);
      const { role, documentId } = parseRequest(ListUnitTasks, request.query);
      const unit = request.params.name;
      const tasks = await listUnitTasks(
        ctx,
        { unit, ...(role && { role }), ...(documentId !== undefined && { documentId }) },
        visibility,
      );
      response.vary('Accept');
      if (!wantsCsv(request)) {
        response.json(tasks);
        return;
      }
      response.attachment(`${unit}.csv`).type('text/csv; charset=utf-8').send(renderUnitTasksCsv(tasks));
    })
    .all(refuseOtherMethods('GET'));
  return router;
}

function wantsCsv(request: Request): boolean {
  return request.accepts(['application/json', 'text/csv']) === 'text/csv';
}
