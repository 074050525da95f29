import type { Express } from 'express';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { createHttpApp } from '../../../../src/delivery/http/create-http-app.ts';
import { createOpenApiDocument } from '../../../../src/delivery/http/openapi/create-openapi-document.ts';
import { startTestApp, type TestApp } from '../../support/start-test-app.ts';

/** Files of the page at /docs: no part of the interface. */
const UNDESCRIBED = ['get /docs/assets/{version}/{file}'];

let app: TestApp;
beforeAll(async () => {
  app = await startTestApp();
});
afterAll(() => app.close());

interface Layer {
  readonly route?: { readonly path: string; readonly methods: Readonly<Record<string, boolean>> };
  readonly handle: { readonly stack?: readonly Layer[] };
}

function listRoutes(layers: readonly Layer[]): string[] {
  return layers.flatMap(({ route, handle }) => {
    if (!route) return listRoutes(handle.stack ?? []);
    const path = route.path.replace(/:(?<name>\w+)/g, '{$<name>}');
    return Object.keys(route.methods)
      .filter((method) => method !== '_all')
      .map((method) => `${method} ${path}`);
  });
}

it('describes exactly the routes that there are', () => {
  const http = createHttpApp(app.ctx) as Express & { router: { stack: Layer[] } };
  const registered = listRoutes(http.router.stack);
  const { paths = {} } = createOpenApiDocument(app.ctx.config);
  const described = Object.entries(paths).flatMap(([path, item]) =>
    Object.keys(item ?? {}).map((method) => `${method} ${path}`),
  );
  expect(registered.length).toBeGreaterThan(15);
  expect([...described, ...UNDESCRIBED].sort()).toEqual(registered.sort());
});
