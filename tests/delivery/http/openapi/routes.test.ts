import type { Express } from 'express';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { createHttpApp } from '../../../../src/delivery/http/create-http-app.ts';
import { createOpenApiDocument } from '../../../../src/delivery/http/openapi/create-openapi-document.ts';
import { startTestApp, type TestApp } from '../../support/start-test-app.ts';

/** Files of the page at /docs, and the page for people: no part of the interface. */
const UNDESCRIBED =
  /^get (?:\/docs\/assets\/|\/assets|\/?$|\/(?:c|clause|unit|document|documents|report)(?:\/|$)|\/\*)/;

let app: TestApp;
beforeAll(async () => {
  app = await startTestApp();
});
afterAll(() => app.close());

interface Layer {
  readonly route?: {
    readonly path: string | readonly string[];
    readonly methods: Readonly<Record<string, boolean>>;
  };
  readonly handle: { readonly stack?: readonly Layer[] };
}

function listRoutes(layers: readonly Layer[]): string[] {
  return layers.flatMap(({ route, handle }) => {
    if (!route) return listRoutes(handle.stack ?? []);
    const paths = [route.path].flat().map((path) => path.replace(/:(?<name>\w+)/g, '{$<name>}'));
    const methods = Object.keys(route.methods).filter((method) => method !== '_all');
    return paths.flatMap((path) => methods.map((method) => `${method} ${path}`));
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
  const interfaces = registered.filter((route) => !UNDESCRIBED.test(route));
  expect(described.sort()).toEqual(interfaces.sort());
});
