import { Router } from 'express';
import type { AppContext } from '../../../app-context.ts';
import { withSnapshot } from '../../../portal/with-snapshot.ts';
import { refuseOtherMethods } from '../answer-problems.ts';
import { HttpProblem } from '../http-problem.ts';

export function healthRoutes(ctx: AppContext): Router {
  const router = Router();
  router
    .route('/healthz')
    .get((_request, response) => {
      response.json({ status: 'ok' });
    })
    .all(refuseOtherMethods('GET'));
  router
    .route('/readyz')
    .get(async (_request, response) => {
      if (ctx.stopping.aborted) throw new HttpProblem('stopping');
      try {
        const indexVersion = await withSnapshot(ctx.index, async (snapshot) => snapshot.version);
        const problems = await ctx.stores.check();
        if (problems.length > 0)
          throw new HttpProblem('not-ready', {
            detail: problems.map(({ message }) => message).join(''),
            cause: problems[0],
          });
        response.json({ status: 'ready', indexVersion });
      } catch (cause) {
        throw cause instanceof HttpProblem ? cause : new HttpProblem('not-ready', { cause });
      }
    })
    .all(refuseOtherMethods('GET'));
  return router;
}
