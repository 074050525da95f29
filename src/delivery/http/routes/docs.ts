import { type Request, Router } from 'express';
import type { AppContext } from '../../../app-context.ts';
import { refuseOtherMethods } from '../answer-problems.ts';
import { HttpProblem } from '../http-problem.ts';
import { createOpenApiDocument } from '../openapi/create-openapi-document.ts';
import { readDocsAssets } from '../openapi/docs-page/assets.ts';
import { DOCS_PAGE_POLICY, renderDocsPage } from '../openapi/docs-page/render-page.ts';

/** The interface described: for programs, and as a page. Both are made when first asked for. */
export function docsRoutes(ctx: AppContext): Router {
  const router = Router();
  let document: string | null = null;
  router
    .route('/openapi.json')
    .get((_request, response) => {
      document ??= JSON.stringify(createOpenApiDocument(ctx.config));
      response.set('Cache-Control', 'no-cache').type('application/json').send(document);
    })
    .all(refuseOtherMethods('GET'));
  router
    .route('/docs')
    .get((request, response) => {
      const { version } = readDocsAssets();
      response
        .set({ 'Cache-Control': 'no-cache', 'Content-Security-Policy': DOCS_PAGE_POLICY })
        .type('text/html; charset=utf-8')
        .send(renderDocsPage({ root: rootFrom(request), version }));
    })
    .all(refuseOtherMethods('GET'));
  router
    .route('/docs/assets/:version/:file')
    .get((request, response) => {
      const { version, files } = readDocsAssets();
      const content = request.params.version === version ? files.get(request.params.file) : undefined;
      if (!content) throw new HttpProblem('not-found', { detail: '没有这个地址。' });
      response
        .set('Cache-Control', 'public, max-age=31536000, immutable')
        .type(request.params.file)
        .send(content);
    })
    .all(refuseOtherMethods('GET'));
  return router;
}

/** From /docs or /docs/ to the service. */
function rootFrom(request: Request): string {
  return request.path.endsWith('/') ? '../' : './';
}
