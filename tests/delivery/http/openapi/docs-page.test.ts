import { afterAll, beforeAll, expect, it } from 'vitest';
import { startTestApp, type TestApp } from '../../support/start-test-app.ts';

let app: TestApp;
let page: string;
beforeAll(async () => {
  app = await startTestApp({ PUBLIC_URL: 'https://zhengce.example.cn/tiaowen' });
  page = await (await fetch(`${app.baseUrl}/docs`)).text();
});
afterAll(() => app.close());

function addressesOf(html: string): string[] {
  return [...html.matchAll(/(?:href|src)="(?<address>[^"]+)"/g)].map(({ groups }) => groups!['address']!);
}

it('has a policy that allows its own files alone, and no inline script or style', async () => {
  const { headers } = await fetch(`${app.baseUrl}/docs`);
  const policy = headers.get('content-security-policy') ?? '';
  expect(policy).toContain("default-src 'none'");
  expect(policy).not.toMatch(/unsafe|https?:|\*/);
  expect(headers.get('content-type')).toBe('text/html; charset=utf-8');
  expect(headers.get('x-frame-options')).toBe('DENY');
  expect(page).not.toMatch(/<script(?![^>]*\ssrc=)|<style|\sstyle=|\son\w+=/);
});

it.each(['/docs', '/docs/'])('%s loads what it names, by relative addresses', async (path) => {
  const html = await (await fetch(`${app.baseUrl}${path}`)).text();
  const addresses = addressesOf(html);
  expect(addresses).toHaveLength(6);
  for (const address of addresses) {
    expect(address).toMatch(/^\.\.?\//);
    const response = await fetch(new URL(address, `${app.baseUrl}${path}`));
    expect(response.status, address).toBe(200);
    expect(response.headers.get('x-content-type-options')).toBe('nosniff');
    await response.arrayBuffer();
  }
});

it('its files may be cached for ever, the page and the document not', async () => {
  const cacheOf = async (path: string) => {
    const response = await fetch(new URL(path, `${app.baseUrl}/docs`));
    await response.arrayBuffer();
    return [response.headers.get('content-type'), response.headers.get('cache-control')];
  };
  const assets = addressesOf(page).filter((address) => address.includes('/assets/'));
  const forever = 'public, max-age=31536000, immutable';
  expect(
    Object.fromEntries(
      await Promise.all(assets.map(async (path) => [path.split('/').at(-1), await cacheOf(path)])),
    ),
  ).toEqual({
    'swagger-ui.css': ['text/css; charset=utf-8', forever],
    'swagger-ui-bundle.js': ['text/javascript; charset=utf-8', forever],
    'start.js': ['text/javascript; charset=utf-8', forever],
    'favicon-32x32.png': ['image/png', forever],
  });
  expect(await cacheOf('/docs')).toEqual(['text/html; charset=utf-8', 'no-cache']);
  expect(await cacheOf('/openapi.json')).toEqual(['application/json; charset=utf-8', 'no-cache']);
});

it('serves no other file, version or method', async () => {
  const folder = addressesOf(page)
    .find((address) => address.endsWith('start.js'))!
    .replace('start.js', '');
  for (const path of [
    `${folder}package.json`,
    `${folder}swagger-ui.js`,
    `${folder}..%2fpackage.json`,
    './docs/assets/0/start.js',
    './docs/assets',
  ]) {
    expect((await fetch(new URL(path, `${app.baseUrl}/docs`))).status, path).toBe(404);
  }
  expect((await fetch(`${app.baseUrl}/docs`, { method: 'POST' })).status).toBe(405);
});

it('asks no service whether the document is valid', async () => {
  const script = addressesOf(page).find((address) => address.endsWith('start.js'))!;
  const text = await (await fetch(new URL(script, `${app.baseUrl}/docs`))).text();
  expect(text).toContain('validatorUrl: null');
  expect(text).not.toMatch(/https?:/);
});
