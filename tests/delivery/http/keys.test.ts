import { mkdtempSync, rmSync } from 'node:fs';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { createKey, type NewKey } from '../../../src/access/access-key.ts';
import { writeKeyFile } from '../../../src/access/key-file.ts';
import { type AppContext, createAppContext } from '../../../src/app-context.ts';
import { loadConfig } from '../../../src/config/config.ts';
import { createHttpApp } from '../../../src/delivery/http/create-http-app.ts';
import { NO_EMBEDDERS } from '../../assistant/create-test-assistant.ts';
import { createMemoryIndex } from '../../assistant/memory-index.ts';
import { SAMPLE_POLICIES } from '../../assistant/sample-policies.ts';

const PORT_QUESTION = '新建岸电设施由谁牵头？';

let folder: string;
let ctx: AppContext;
let server: Server;
let url: string;
let secrets: Record<'all' | 'data' | 'reader' | 'admin' | 'someAdmin' | 'portal', string>;

beforeEach(async () => {
  folder = mkdtempSync(join(tmpdir(), 'tiaowen-keys-http-'));
  const made = {
    all: make({ scopes: ['ask', 'read'] }),
    data: make({ scopes: ['ask', 'read'], documentIds: ['data'] }),
    reader: make({ scopes: ['read'] }),
    admin: make({ scopes: ['admin'] }),
    someAdmin: make({ scopes: ['admin'], documentIds: ['data'] }),
    portal: make({ scopes: ['ask'], mayNameEndUsers: true }),
  };
  writeKeyFile(
    join(folder, 'keys.json'),
    Object.values(made).map(({ key }) => key),
  );
  secrets = Object.fromEntries(
    Object.entries(made).map(([name, { secret }]) => [name, secret]),
  ) as typeof secrets;
});
afterEach(async () => {
  server.closeAllConnections();
  await new Promise((resolve) => server.close(resolve));
  await ctx.close();
  rmSync(folder, { recursive: true });
});

describe('without a good key', () => {
  it.each([
    ['GET', '/api/documents'],
    ['GET', '/API/Documents/'],
    ['GET', '/api/unknown'],
    ['POST', '/api/chat'],
    ['POST', '/v1/chat/completions'],
    ['GET', '/v1/models'],
    ['GET', '/api/conversations'],
    ['GET', '/metrics'],
    ['GET', '/docs'],
    ['GET', '/openapi.json'],
    ['POST', '/mcp'],
  ])('%s %s is 401, whatever stands there', async (method, path) => {
    await start();
    for (const authorization of [
      undefined,
      'Bearer nonsense',
      `Basic ${secrets.all}`,
      `Bearer ${secrets.all}x`,
    ]) {
      const reply = await call(path, {
        method,
        headers: authorization === undefined ? {} : { authorization },
      });
      expect(reply.status).toBe(401);
      expect(reply.headers.get('www-authenticate')).toBe('Bearer');
      expect(await reply.json()).toMatchObject({ code: 'unauthorized' });
    }
  });

  it('health stays open', async () => {
    await start();
    expect((await call('/healthz')).status).toBe(200);
    expect((await call('/readyz')).status).toBe(200);
  });
});

describe('a key', () => {
  it('opens what its scopes name, and nothing else', async () => {
    await start();
    expect((await get('/api/documents', 'reader')).status).toBe(200);
    const refused = await ask(PORT_QUESTION, 'reader');
    expect(refused.status).toBe(403);
    expect(await refused.json()).toMatchObject({ code: 'forbidden-scope' });
    expect((await get('/api/documents', 'portal')).status).toBe(403);
    expect((await ask(PORT_QUESTION, 'portal')).status).toBe(200);
    expect((await ask(PORT_QUESTION, 'admin')).status).toBe(200);
  });

  it('of an admin that sees only some documents reads no figures of all', async () => {
    await start();
    expect((await get('/metrics', 'admin')).status).toBe(200);
    for (const path of ['/metrics', '/Metrics/']) {
      const refused = await get(path, 'someAdmin');
      expect(await refused.json()).toMatchObject({ status: 403, code: 'forbidden-scope' });
    }
    expect((await get('/api/reports', 'someAdmin')).status).toBe(200);
  });

  it('uses and betrays only the documents it may see', async () => {
    await start();
    const hidden = await Promise.all([
      ask(PORT_QUESTION, 'data').then((reply) => reply.text()),
      ask('市交通运输局有哪些任务？', 'data').then((reply) => reply.text()),
      ask('关于港口的方案有哪几条？', 'data').then((reply) => reply.text()),
      get('/api/documents', 'data').then((reply) => reply.text()),
      get('/api/units?q=', 'data').then((reply) => reply.text()),
      get(`/api/units/${encodeURIComponent('市交通运输局')}/tasks`, 'data').then((reply) => reply.text()),
      call('/api/search', json({ query: '岸电' }, 'data')).then((reply) => reply.text()),
      call(
        '/v1/chat/completions',
        json({ model: 'tiaowen', messages: [{ role: 'user', content: PORT_QUESTION }] }, 'data'),
      ).then((reply) => reply.text()),
    ]);
    for (const text of hidden) expect(text).not.toMatch(/绿色港口|高压|港航集团|port:/);
    expect((await get('/api/documents/port', 'data')).status).toBe(404);
    expect((await get('/api/documents/port/source', 'data')).status).toBe(404);
    expect((await get('/api/clauses/port:2', 'data')).status).toBe(404);
    expect((await get('/api/clauses/port:2', 'all')).status).toBe(200);
  });

  it('has its own conversations, and each of its end users theirs', async () => {
    await start();
    const mine = await begin('portal', 'user-1');
    const seen = async (name: 'portal' | 'all', endUser?: string) =>
      (await call(`/api/conversations/${mine}`, { headers: headersOf(name, endUser) })).status;
    expect(await seen('portal', 'user-1')).toBe(200);
    expect(await seen('portal', 'user-2')).toBe(404);
    expect(await seen('portal')).toBe(404);
    expect(await seen('all')).toBe(404);
    const others = await call('/api/conversations', { headers: headersOf('portal', 'user-2') });
    expect(await others.json()).toMatchObject({ conversations: [] });
    const carriedOn = await ask('那配合单位呢？', 'portal', { endUser: 'user-2', conversationId: mine });
    expect(carriedOn.status).toBe(404);
  });

  it('may name end users only where it says so', async () => {
    await start();
    const refused = await ask(PORT_QUESTION, 'all', { endUser: 'user-1' });
    expect(await refused.json()).toMatchObject({ status: 403, code: 'forbidden-end-user' });
    const wrong = await call('/api/conversations', { headers: headersOf('portal', 'a b') });
    expect(wrong.status).toBe(400);
  });

  it('is refused to clients of OpenAI’s API in a form they read', async () => {
    await start();
    const reply = await call('/v1/models');
    expect(await reply.json()).toMatchObject({
      error: { code: 'unauthorized', message: expect.any(String) },
    });
  });
});

describe('the page’s session', () => {
  it('is a cookie that scripts cannot read, and stands for the key', async () => {
    await start();
    expect(await (await call('/api/session')).json()).toEqual({
      keysRequired: true,
      mayReadReports: false,
      mayChangeDocuments: false,
    });
    const opened = await call('/api/session', json({ key: secrets.all }));
    expect(opened.status).toBe(201);
    const cookie = opened.headers.get('set-cookie')!;
    expect(cookie).toMatch(/HttpOnly/i);
    expect(cookie).toMatch(/SameSite=Strict/i);
    expect(cookie).not.toContain(secrets.all.slice(-43));
    const headers = { cookie: cookie.split(';')[0]! };
    expect((await call('/api/documents', { headers })).status).toBe(200);
    expect((await call('/api/documents', { headers: { cookie: 'tiaowen_session=forged' } })).status).toBe(
      401,
    );
    const closed = await call('/api/session', { method: 'DELETE', headers });
    expect(closed.headers.get('set-cookie')).toMatch(/tiaowen_session=;/);
    // Whoever kept the cookie has nothing left, and signing out again does no harm.
    expect((await call('/api/documents', { headers })).status).toBe(401);
    expect((await call('/api/session', { method: 'DELETE', headers })).status).toBe(204);
    const again = await call('/api/session', json({ key: secrets.all }));
    const fresh = { cookie: again.headers.get('set-cookie')!.split(';')[0]! };
    expect((await call('/api/documents', { headers: fresh })).status).toBe(200);
  });

  it('is not opened by a wrong key or from another site', async () => {
    await start();
    expect((await call('/api/session', json({ key: 'tw_nobody00_x' }))).status).toBe(401);
    const foreign = json({ key: secrets.all });
    const reply = await call('/api/session', {
      ...foreign,
      headers: { ...foreign.headers, origin: 'https://evil.example' },
    });
    expect(reply.status).toBe(403);
  });
});

describe('the limit', () => {
  it('counts each key and end user apart, and says when to come back', async () => {
    await start({ REQUESTS_PER_MINUTE: '2' });
    const statuses = async (endUser: string) => {
      const replies = [1, 2, 3].map(() =>
        call('/api/conversations', { headers: headersOf('portal', endUser) }),
      );
      return (await Promise.all(replies)).map(({ status }) => status).sort();
    };
    expect(await statuses('user-1')).toEqual([200, 200, 429]);
    expect(await statuses('user-2')).toEqual([200, 200, 429]);
    const over = await call('/api/conversations', { headers: headersOf('portal', 'user-1') });
    expect(await over.json()).toMatchObject({ code: 'too-many-requests' });
    expect(Number(over.headers.get('retry-after'))).toBeGreaterThan(0);
    expect(over.headers.get('ratelimit')).toContain('r=0');
    expect((await call('/healthz')).status).toBe(200);
  });
});

async function start(environment: Record<string, string> = {}): Promise<void> {
  const { config, secrets: own } = loadConfig({
    READER: 'off',
    LOG_LEVEL: 'silent',
    API_KEYS_FILE: join(folder, 'keys.json'),
    ...environment,
    DATA_DIR: folder,
  });
  ctx = createAppContext(config, own, { index: createMemoryIndex(SAMPLE_POLICIES), embedders: NO_EMBEDDERS });
  server = createServer(createHttpApp(ctx));
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
}

function make(more: Partial<NewKey>) {
  const wanted: NewKey = {
    name: 'x',
    scopes: ['ask'],
    documentIds: null,
    mayNameEndUsers: false,
    expiresAt: null,
  };
  return createKey({ ...wanted, ...more }, new Date());
}

function call(path: string, init: RequestInit = {}): Promise<Response> {
  return fetch(`${url}${path}`, init);
}

function headersOf(name: keyof typeof secrets, endUser?: string): Record<string, string> {
  return {
    authorization: `Bearer ${secrets[name]}`,
    ...(endUser !== undefined && { 'x-end-user': endUser }),
  };
}

function get(path: string, name: keyof typeof secrets): Promise<Response> {
  return call(path, { headers: headersOf(name) });
}

function json(body: unknown, name?: keyof typeof secrets, endUser?: string) {
  return {
    method: 'POST',
    headers: { 'content-type': 'application/json', ...(name && headersOf(name, endUser)) },
    body: JSON.stringify(body),
  };
}

function ask(
  message: string,
  name: keyof typeof secrets,
  { endUser, conversationId }: { endUser?: string; conversationId?: string } = {},
): Promise<Response> {
  return call(
    '/api/chat',
    json({ message, ...(conversationId !== undefined && { conversationId }) }, name, endUser),
  );
}

async function begin(name: keyof typeof secrets, endUser: string): Promise<string> {
  const reply = (await (await ask(PORT_QUESTION, name, { endUser })).json()) as { conversationId: string };
  return reply.conversationId;
}
