import { Router } from 'express';
import { refuseOtherMethods } from '../answer-problems.ts';
import type { Metrics } from '../metrics.ts';

export function metricsRoutes({ registry }: Metrics): Router {
  const router = Router();
  router
    .route('/metrics')
    .get(async (_request, response) => {
      response
        .set('Cache-Control', 'no-store')
        .type(registry.contentType)
        .send(await registry.metrics());
    })
    .all(refuseOtherMethods('GET'));
  return router;
}
