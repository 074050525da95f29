import { renameSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, expect, it, vi } from 'vitest';
import { ModelError } from '../../../src/domain/errors/model-error.ts';
import { passTime, STORE_RETRY_MS } from '../../support/pass-time.ts';
import { postJson, startTestApp, type TestApp } from '../support/start-test-app.ts';

let app: TestApp;
afterEach(async () => {
  vi.restoreAllMocks();
  await app.close();
});

async function readiness() {
  const response = await fetch(`${app.baseUrl}/readyz`);
  return { status: response.status, body: (await response.json()) as Record<string, unknown> };
}

it('is ready once the index is open and the stores answer', async () => {
  app = await startTestApp();
  expect(await readiness()).toEqual({ status: 200, body: { status: 'ready', indexVersion: 'v-sample' } });
});

it('is alive but not ready without an index', async () => {
  app = await startTestApp();
  app.index.isMissing = true;
  expect(await readiness()).toMatchObject({ status: 503, body: { code: 'not-ready' } });
  expect((await fetch(`${app.baseUrl}/healthz`)).status).toBe(200);
});

it('is not ready when a store fails, says why, and is ready again once it works', async () => {
  app = await startTestApp();
  expect((await readiness()).status).toBe(200);
  const file = join(app.ctx.config.dataDir, 'stores', 'conversations.sqlite');
  renameSync(file, `${file}.away`);
  const { status, body } = await readiness();
  expect(status).toBe(503);
  expect(body).toMatchObject({ code: 'not-ready', detail: expect.stringMatching(/conversations.*不见了/) });
  expect((await fetch(`${app.baseUrl}/api/conversations`)).status).toBe(503);
  renameSync(`${file}.away`, file);
  passTime(STORE_RETRY_MS);
  expect((await readiness()).status).toBe(200);
});

it('stops being ready as soon as a stop was asked for, and still answers', async () => {
  app = await startTestApp();
  app.stop.abort();
  expect(await readiness()).toMatchObject({ status: 503, body: { code: 'stopping' } });
  expect((await postJson(`${app.baseUrl}/api/chat`, { message: '问' })).status).toBe(200);
});

it('logs one line a request: the route, not what people look for', async () => {
  app = await startTestApp();
  await postJson(`${app.baseUrl}/api/chat`, { message: '绝密问题' });
  await fetch(`${app.baseUrl}/api/units/${encodeURIComponent('市水务局')}/tasks`);
  await fetch(`${app.baseUrl}/api/units?q=${encodeURIComponent('水务')}`);
  const lines = app.logs.map((line) => JSON.parse(line));
  expect(lines.map(({ msg, method, route, status }) => ({ msg, method, route, status }))).toEqual([
    { msg: 'request ended', method: 'POST', route: '/api/chat', status: 200 },
    { msg: 'request ended', method: 'GET', route: '/api/units/:name/tasks', status: 200 },
    { msg: 'request ended', method: 'GET', route: '/api/units', status: 200 },
  ]);
  expect(app.logs.join('')).not.toContain('水务');
  expect(app.logs.join('')).not.toContain('绝密问题');
});

it('names the question at debug level only', async () => {
  app = await startTestApp({ LOG_LEVEL: 'debug' });
  await postJson(`${app.baseUrl}/api/chat`, { message: '绝密问题' });
  expect(app.logs.join('')).toContain('绝密问题');
});

it('a planted key is in no log line and no reply, wherever it stands', async () => {
  const key = 'sk-planted"0001';
  app = await startTestApp({ LOG_LEVEL: 'trace', OPENAI_API_KEY: key });
  app.assistant.behave = async () => {
    throw new ModelError(`401 for key ${key}`, { cause: new Error(key) });
  };
  const reply = await postJson(
    `${app.baseUrl}/api/chat`,
    { message: '问' },
    { Authorization: 'Bearer user-key' },
  );
  const { logger, config } = app.ctx;
  logger.info(
    { headers: { authorization: 'Bearer user-key', cookie: 'session=user-key' }, config },
    'planted',
  );
  logger.info({ request: { headers: { authorization: 'Bearer user-key' } }, apiKey: 'user-key' }, 'planted');
  expect(reply.status).toBe(503);
  const seen = app.logs.join('') + (await reply.text());
  expect(seen).toContain('401 for key [hidden]');
  expect(seen).not.toContain('sk-planted');
  expect(seen).not.toContain('user-key');
  for (const line of app.logs) expect(() => JSON.parse(line)).not.toThrow();
});
