import { type Request, Router } from 'express';
import type { AppContext } from '../../../app-context.ts';
import { refuseOtherMethods } from '../answer-problems.ts';
import { callerOf } from '../caller.ts';
import { HttpProblem } from '../http-problem.ts';
import { listKnownUnits, matchUnit } from '../known-units.ts';
import { parseRequest } from '../parse-request.ts';
import { ListUnits, ListUnitTasks } from '../schemas/unit-requests.ts';
import { showUnitTasks } from '../unit-tasks.ts';
import { renderUnitTasksCsv } from '../views/unit-tasks-csv.ts';
import { withSnapshot } from '../with-snapshot.ts';
import { findDocument } from './documents.ts';

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
      const tasks = await withSnapshot(ctx.index, async (snapshot) => {
        if (documentId !== undefined) await findDocument(snapshot, documentId, visibility);
        const scope = {
          visibility,
          ...(role && { role }),
          ...(documentId !== undefined && { documentIds: [documentId] }),
        };
        return await showUnitTasks(ctx, snapshot, { unit, scope });
      });
      if (!tasks) throw new HttpProblem('not-found', { detail: '所载文件中没有这个单位。' });
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
