import { Router } from 'express';
import { refuseOtherMethods } from '../answer-problems.ts';

export function metricsRoutes(contentType: string, render: () => Promise<string>): Router {
  const router = Router();
  router
    .route('/metrics')
    .get(async (_request, response) => {
      response
        .set('Cache-Control', 'no-store')
        .type(contentType)
        .send(await render());
    })
    .all(refuseOtherMethods('GET'));
  return router;
}
