import { request } from 'node:http';
import type { Request, Response } from 'express';
import { afterEach, describe, expect, it } from 'vitest';
import { loadConfig } from '../../../src/config/config.ts';
import { guardHostAndOrigin } from '../../../src/delivery/http/guard-host.ts';
import { startTestApp, type TestApp } from '../support/start-test-app.ts';

let app: TestApp;
afterEach(async () => {
  await app?.close();
  app = undefined as unknown as TestApp;
});

/** `fetch` sets Host and Origin itself, so these requests are made by hand. */
function send(headers: Record<string, string>, method = 'GET', path = '/healthz'): Promise<number> {
  return new Promise((resolve, reject) => {
    const call = request({ host: '127.0.0.1', port: app.port, method, path, headers }, (response) => {
      response.resume();
      resolve(response.statusCode ?? 0);
    });
    call.on('error', reject);
    if (method === 'POST') call.write('{"message":"问"}');
    call.end();
  });
}

const PUBLIC = {
  PUBLIC_URL: 'https://zhengce.example.cn/tiaowen',
  ALLOWED_HOSTS: 'neiwang.example.cn,10.1.2.3:8080',
};

describe('Host', () => {
  it.each([
    ['127.0.0.1:PORT', {}, 200],
    ['localhost:PORT', {}, 200],
    ['LOCALHOST', {}, 200],
    ['[::1]:PORT', {}, 200],
    ['zhengce.example.cn', {}, 403],
    ['localhost.evil.example', {}, 403],
    ['127.0.0.1.evil.example', {}, 403],
    ['evil.example@127.0.0.1', {}, 403],
    ['127.0.0.1/evil', {}, 403],
    ['zhengce.example.cn', PUBLIC, 200],
    ['zhengce.example.cn:8443', PUBLIC, 200],
    ['neiwang.example.cn:81', PUBLIC, 200],
    ['10.1.2.3:8080', PUBLIC, 200],
    ['10.1.2.3:8081', PUBLIC, 403],
    ['sub.zhengce.example.cn', PUBLIC, 403],
    ['localhost', PUBLIC, 200],
  ])('%s with %o → %i', async (host, environment, status) => {
    app = await startTestApp(environment);
    expect(await send({ Host: host.replace('PORT', String(app.port)) })).toBe(status);
  });
});

describe('Origin', () => {
  const json = { 'Content-Type': 'application/json' };

  it.each([
    ['none', {}, {}, 200],
    ['the same', { Origin: 'http://127.0.0.1:PORT' }, {}, 200],
    ['another port of this machine', { Origin: 'http://127.0.0.1:1' }, {}, 403],
    ['another name of this machine', { Origin: 'http://localhost:PORT' }, {}, 403],
    ['another site', { Origin: 'https://evil.example' }, {}, 403],
    ['null', { Origin: 'null' }, {}, 403],
    ['no origin at all', { Origin: 'file://' }, {}, 403],
    [
      'the public address, Host rewritten by the proxy',
      { Origin: 'https://zhengce.example.cn' },
      PUBLIC,
      200,
    ],
    ['the public name without TLS', { Origin: 'http://zhengce.example.cn' }, PUBLIC, 403],
    ['an allowed host', { Origin: 'http://neiwang.example.cn' }, PUBLIC, 200],
  ])('a write from %s', async (_title, headers, environment, status) => {
    app = await startTestApp(environment);
    const host = `127.0.0.1:${app.port}`;
    const filled = Object.fromEntries(
      Object.entries(headers).map(([name, value]) => [name, value.replace('PORT', String(app.port))]),
    );
    expect(await send({ Host: host, ...json, ...filled }, 'POST', '/api/chat')).toBe(status);
    expect(app.assistant.calls).toHaveLength(status === 200 ? 1 : 0);
  });

  it('reading from another site is not refused, but nothing allows its page to see the reply', async () => {
    app = await startTestApp();
    const response = await fetch(`${app.baseUrl}/api/documents`, {
      headers: { Origin: 'https://evil.example' },
    });
    expect(response.status).toBe(200);
    expect(response.headers.get('access-control-allow-origin')).toBeNull();
    expect(response.headers.get('cross-origin-resource-policy')).toBe('same-origin');
  });
});

it('every reply carries the security headers and hides the framework', async () => {
  app = await startTestApp();
  for (const path of ['/healthz', '/api/documents/linjiang-water/source', '/nothing']) {
    const { headers } = await fetch(`${app.baseUrl}${path}`);
    expect(headers.get('content-security-policy')).toBe(
      "default-src 'none';base-uri 'none';form-action 'none';frame-ancestors 'none'",
    );
    expect(headers.get('x-content-type-options')).toBe('nosniff');
    expect(headers.get('x-frame-options')).toBe('DENY');
    expect(headers.get('referrer-policy')).toBe('no-referrer');
    expect(headers.get('x-powered-by')).toBeNull();
    expect(headers.get('strict-transport-security')).toBeNull();
  }
});

it('asks for TLS where the public address has it', async () => {
  app = await startTestApp(PUBLIC);
  const { headers } = await fetch(`${app.baseUrl}/healthz`);
  expect(headers.get('strict-transport-security')).toContain('max-age=');
});

it.each([
  ['10.0.0.5:3000', '::ffff:10.0.0.5', true],
  ['10.0.0.5', '10.0.0.5', true],
  ['[fd00::5]:3000', 'fd00::5', true],
  ['10.0.0.6:3000', '10.0.0.5', false],
  ['neiwang.example.cn', '10.0.0.5', false],
  [undefined, '10.0.0.5', false],
])('listening on every address: Host %s, reached at %s → %s', (host, localAddress, isAccepted) => {
  const { config } = loadConfig({ HOST: '0.0.0.0', ALLOW_ANONYMOUS: 'true' });
  const fake = { method: 'GET', headers: { host }, socket: { localAddress } } as unknown as Request;
  let passed = false;
  const check = () =>
    guardHostAndOrigin(config)(fake, {} as Response, () => {
      passed = true;
    });
  if (isAccepted) check();
  else expect(check).toThrow(expect.objectContaining({ code: 'forbidden-host' }));
  expect(passed).toBe(isAccepted);
});
