import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import express from 'express';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { pageRoutes } from '../../../src/delivery/http/routes/page.ts';
import { startTestApp } from '../support/start-test-app.ts';

let folder: string;
let server: Server;
let baseUrl: string;

beforeEach(async () => {
  folder = mkdtempSync(join(tmpdir(), 'tiaowen-page-'));
  server = createServer(express().use(pageRoutes({ folder })));
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  baseUrl = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
});
afterEach(async () => {
  await new Promise((resolve) => server.close(resolve));
  rmSync(folder, { recursive: true });
});

function build(): void {
  mkdirSync(join(folder, 'assets'));
  writeFileSync(join(folder, 'assets/index-1a2b.js'), 'export {};');
  writeFileSync(
    join(folder, 'index.html'),
    '<script src="./assets/index-1a2b.js"></script><link href="./assets/a.css">',
  );
}

describe('the built page', () => {
  beforeEach(build);

  it.each([
    ['/', './'],
    ['/documents', './'],
    ['/c/0c7f', '../'],
    ['/clause/linjiang-water:1.1', '../'],
    ['/clause/linjiang-water:1.1/', '../../'],
    ['/unit/%E5%B8%82%2F%E5%8C%BA', '../'],
    ['/document/linjiang-water?from=1&to=2', '../'],
  ])('%s names its files from where it stands', async (path, up) => {
    const response = await fetch(`${baseUrl}${path}`);
    expect(response.status).toBe(200);
    expect(response.headers.get('content-type')).toBe('text/html; charset=utf-8');
    expect(response.headers.get('cache-control')).toBe('no-cache');
    expect(await response.text()).toBe(
      `<script src="${up}assets/index-1a2b.js"></script><link href="${up}assets/a.css">`,
    );
  });

  it('keeps files for good, because their names change with them', async () => {
    const response = await fetch(`${baseUrl}/assets/index-1a2b.js`);
    expect(response.headers.get('cache-control')).toBe('public, max-age=31536000, immutable');
    expect(response.headers.get('content-type')).toContain('javascript');
  });

  it.each(['/assets', '/assets/', '/assets/..%2Findex.html', '/other', '/c/a/b'])(
    '%s is not there',
    async (path) => {
      expect((await fetch(`${baseUrl}${path}`)).status).toBe(404);
    },
  );

  it('allows scripts, styles and requests of its own and nothing else', async () => {
    const rules = (await fetch(baseUrl)).headers.get('content-security-policy');
    expect(rules).toBe(
      "default-src 'none'; script-src 'self'; style-src 'self'; connect-src 'self'; img-src 'self' data:; " +
        "frame-ancestors 'none'; base-uri 'none'; form-action 'self'",
    );
  });
});

it('without a build says how to make one', async () => {
  const response = await fetch(`${baseUrl}/clause/linjiang-water:1.1`);
  expect(response.status).toBe(503);
  expect(await response.text()).toContain('npm run build:page');
});

it('stands beside the interfaces, whose own rules stay', async () => {
  const app = await startTestApp();
  try {
    expect([200, 503]).toContain((await fetch(app.baseUrl)).status);
    const api = await fetch(`${app.baseUrl}/api/documents`);
    expect(api.headers.get('content-security-policy')).toContain("default-src 'none'");
    expect(api.headers.get('content-security-policy')).not.toContain('script-src');
  } finally {
    await app.close();
  }
});
