import { type Request, Router } from 'express';
import type { AppContext } from '../../../app-context.ts';
import { collectReport } from '../../../reports/collect-report.ts';
import { readSince } from '../../../reports/read-since.ts';
import { type ReportTable, renderReportCsv } from '../../../reports/render-report-csv.ts';
import { refuseOtherMethods } from '../answer-problems.ts';
import { callerOf } from '../caller.ts';
import { HttpProblem } from '../http-problem.ts';
import { isAdmin } from '../is-admin.ts';
import { parseRequest } from '../parse-request.ts';
import { ReadReport } from '../schemas/report-request.ts';

const ONLY_HERE =
  '没有配置访问密钥时，只有在本机直接访问（不经代理、只监听本机地址）才能查看报告；请配置访问密钥并使用有 admin 权限的密钥，或运行 npm run report。';

/** What was asked and not answered, over all owners; for admins. */
export function reportRoutes(ctx: AppContext): Router {
  const router = Router();
  router
    .route('/api/reports')
    .get(async (request, response) => {
      // With keys `authenticate` has said it before.
      if (!isAdmin(request, ctx)) throw new HttpProblem('forbidden-scope', { detail: ONLY_HERE });
      const query = parseRequest(ReadReport, request.query);
      const to = new Date();
      const from = readSince(query.since, to);
      if (from === null)
        throw new HttpProblem('invalid-request', {
          detail: 'since：应为 24h、7d 这样的时长，或不晚于今天的日期，如 2026-01-31',
        });
      const { visibility } = callerOf(response);
      const report = await collectReport(ctx, { from, to, visibility });
      const table = tableOf(request, query.table);
      response.vary('Accept');
      if (table === null) response.json(report);
      else
        response
          .attachment(`tiaowen-${table}.csv`)
          .type('text/csv; charset=utf-8')
          .send(renderReportCsv(report, table));
    })
    .all(refuseOtherMethods('GET'));
  return router;
}

/** Null where JSON is wanted. */
function tableOf(request: Request, named: ReportTable | undefined): ReportTable | null {
  if (named !== undefined) return named;
  return request.accepts(['application/json', 'text/csv']) === 'text/csv' ? 'unanswered' : null;
}
