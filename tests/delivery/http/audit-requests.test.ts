import { mkdtempSync, rmSync } from 'node:fs';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { createKey, type NewKey } from '../../../src/access/access-key.ts';
import { writeKeyFile } from '../../../src/access/key-file.ts';
import { type AppContext, createAppContext } from '../../../src/app-context.ts';
import type { AuditEntry, AuditLog } from '../../../src/audit/ports/audit-log.ts';
import { loadConfig } from '../../../src/config/config.ts';
import { createHttpApp } from '../../../src/delivery/http/create-http-app.ts';
import { NO_EMBEDDERS } from '../../assistant/create-test-assistant.ts';
import { createMemoryIndex } from '../../assistant/memory-index.ts';
import { SAMPLE_POLICIES } from '../../assistant/sample-policies.ts';
import { startTestApp } from '../support/start-test-app.ts';

const QUESTION = '新建岸电设施由谁牵头？';

let folder: string;
let ctx: AppContext;
let server: Server;
let url: string;
let entries: AuditEntry[];
let waiting: (() => void)[];
let keys: Record<'portal' | 'reader', { id: string; secret: string }>;

/** Records into `entries`. */
const AUDIT: AuditLog = {
  record: (entry) => {
    entries.push(entry);
    for (const resolve of waiting.splice(0)) resolve();
  },
  recordEvent: () => {},
  deleteOlderThan: async () => 0,
  newest: async () => null,
  close: async () => {},
};

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'tiaowen-audit-http-'));
  entries = [];
  waiting = [];
  const portal = make({ scopes: ['ask', 'read'], mayNameEndUsers: true });
  const reader = make({ scopes: ['read'] });
  writeKeyFile(join(folder, 'keys.json'), [portal.key, reader.key]);
  keys = {
    portal: { id: portal.key.id, secret: portal.secret },
    reader: { id: reader.key.id, secret: reader.secret },
  };
});
afterEach(async () => {
  server.closeAllConnections();
  await new Promise((resolve) => server.close(resolve));
  await ctx.close();
  rmSync(folder, { recursive: true });
});

describe('an audited request', () => {
  it('tells who asked what from where, with which result; the citations by id, never the words', async () => {
    await start();
    const reply = await call('/api/chat', asked({ message: QUESTION }));
    const answer = (await reply.json()) as {
      conversationId: string;
      messageId: string;
      indexVersion: string;
    };
    const [entry] = await audited(1);
    expect(entry).toEqual({
      time: expect.stringMatching(/^\d{4}-\d{2}-\d{2}T[\d:.]+Z$/),
      requestId: reply.headers.get('x-request-id'),
      keyId: keys.portal.id,
      endUser: 'user-1',
      address: '127.0.0.1',
      action: 'POST /api/chat',
      ids: { conversationId: answer.conversationId, messageId: answer.messageId },
      status: 200,
      answer: {
        outcome: 'answered',
        reason: null,
        mode: 'extractive',
        citedClauseIds: ['port:2'],
        indexVersion: answer.indexVersion,
      },
      question: QUESTION,
    });
  });

  it('tells a refusal with its reason, also when streamed and in the shape of OpenAI’s API', async () => {
    await start();
    const message = '今天的猪肉价格是多少？';
    await (await call('/api/chat', asked({ message }, { accept: 'text/event-stream' }))).text();
    const messages = [{ role: 'user', content: message }];
    await (await call('/v1/chat/completions', asked({ model: 'tiaowen', messages }))).text();
    for (const entry of await audited(2)) {
      expect(entry).toMatchObject({
        status: 200,
        answer: { outcome: 'refused', reason: expect.any(String), citedClauseIds: [] },
        question: message,
      });
    }
  });

  it.each([
    ['/api/documents/port/source', 'GET /api/documents/:id/source', { documentId: 'port' }, 200],
    ['/api/clauses/port:2', 'GET /api/clauses/:clauseId', { clauseId: 'port:2' }, 200],
    ['/API/Clauses/port:2/', 'GET /api/clauses/:clauseId', { clauseId: 'port:2' }, 200],
    ['/api/documents/secret-plan', 'GET /api/documents/:id', { documentId: 'secret-plan' }, 404],
    ['/api/documents/%E0%A4', 'GET /api/documents/:id', {}, 400],
    ['/api/conversations/c-9', 'GET /api/conversations/:id', { conversationId: 'c-9' }, 404],
    [
      `/api/units/${encodeURIComponent('市交通运输局')}/tasks?documentId=port`,
      'GET /api/units/:name/tasks',
      { unit: '市交通运输局', documentId: 'port' },
      200,
    ],
    ['/api/nothing/here', 'GET unknown', {}, 404],
  ])('%s is %s', async (path, action, ids, status) => {
    await start();
    await call(path, { headers: bearer('portal') });
    expect(await audited(1)).toMatchObject([{ action, ids, status, keyId: keys.portal.id }]);
  });

  it('is signing in and out, and deleting: by the key behind it', async () => {
    await start();
    const signIn = (key: string) =>
      call('/api/session', {
        method: 'POST',
        headers: { 'content-type': 'application/json' },
        body: JSON.stringify({ key }),
      });
    const opened = await signIn(keys.portal.secret);
    const cookie = opened.headers.get('set-cookie')!.split(';')[0]!;
    await signIn('tw_nobody00_wrong');
    await call('/api/conversations/c-9', { method: 'DELETE', headers: { cookie } });
    await call('/api/personal-data', { method: 'DELETE', headers: { cookie } });
    await call('/api/session', { method: 'DELETE', headers: { cookie } });
    await call('/api/documents', { headers: { cookie } });
    const keyId = keys.portal.id;
    expect(await audited(6)).toMatchObject([
      { action: 'POST /api/session', status: 201, keyId },
      { action: 'POST /api/session', status: 401, keyId: null },
      { action: 'DELETE /api/conversations/:id', status: 404, keyId, ids: { conversationId: 'c-9' } },
      { action: 'DELETE /api/personal-data', status: 200, keyId },
      { action: 'DELETE /api/session', status: 204, keyId },
      { action: 'GET /api/documents', status: 401, keyId: null },
    ]);
  });

  it('keeps the words of a search as a question', async () => {
    await start();
    await call('/api/search', asked({ query: '岸电' }));
    expect(await audited(1)).toMatchObject([{ action: 'POST /api/search', question: '岸电', answer: null }]);
  });

  it('is also one that was refused: by whom, as far as that is known', async () => {
    await start({ REQUESTS_PER_MINUTE: '2' });
    await call('/api/documents/port');
    await call('/api/chat', { method: 'POST', headers: bearer('reader') });
    await call('/api/documents', { headers: { ...bearer('reader'), 'x-end-user': 'somebody' } });
    await call('/api/chat', { ...asked({ message: QUESTION }, { origin: 'https://evil.example' }) });
    for (let i = 0; i < 3; i++) await call('/api/units', { headers: bearer('portal') });
    const seen = (await audited(7)).map(({ action, status, keyId, ids }) => ({ action, status, keyId, ids }));
    const { portal, reader } = keys;
    expect(seen.slice(0, 3)).toEqual([
      { action: 'GET /api/documents/:id', status: 401, keyId: null, ids: { documentId: 'port' } },
      { action: 'POST /api/chat', status: 403, keyId: reader.id, ids: {} },
      { action: 'GET /api/documents', status: 403, keyId: reader.id, ids: {} },
    ]);
    expect(seen[3]).toEqual({ action: 'POST /api/chat', status: 403, keyId: null, ids: {} });
    expect(seen.at(-1)).toEqual({ action: 'GET /api/units', status: 429, keyId: portal.id, ids: {} });
  });

  it('is signing in and out', async () => {
    await start();
    const opened = await call('/api/session', json({ key: keys.reader.secret }));
    const cookie = opened.headers.get('set-cookie')!.split(';')[0]!;
    await call('/api/session', { method: 'DELETE', headers: { cookie } });
    await call('/api/session', json({ key: 'tw_nobody00_x' }));
    expect((await audited(3)).map(({ action, status, keyId }) => [action, status, keyId])).toEqual([
      ['POST /api/session', 201, keys.reader.id],
      ['DELETE /api/session', 204, keys.reader.id],
      ['POST /api/session', 401, null],
    ]);
    const written = JSON.stringify(entries);
    for (const secret of [keys.reader.secret, cookie.split('=')[1]!]) expect(written).not.toContain(secret);
  });

  it('is neither health nor page nor metrics', async () => {
    await start();
    for (const path of ['/healthz', '/readyz', '/', '/docs', '/metrics', '/assets/x.js']) await call(path);
    await call('/api/units', { headers: bearer('portal') });
    expect((await audited(1)).map(({ action }) => action)).toEqual(['GET /api/units']);
  });

  it('holds the client’s address that a trusted proxy names, and no other', async () => {
    await start({ TRUST_PROXY: '1' });
    const headers = { ...bearer('portal'), 'x-forwarded-for': '203.0.113.9' };
    await call('/api/units', { headers });
    expect(await audited(1)).toMatchObject([{ address: '203.0.113.9' }]);
  });

  it('holds no key, whatever header carries one', async () => {
    await start();
    const { secret } = keys.portal;
    await call('/api/documents', {
      headers: {
        ...bearer('portal'),
        cookie: `tiaowen_session=${secret}`,
        'user-agent': secret,
        referer: secret,
      },
    });
    expect(JSON.stringify(await audited(1))).not.toContain(secret.slice(-20));
  });
});

it('without keys everyone is anonymous', async () => {
  const app = await startTestApp({}, { audit: AUDIT });
  try {
    await fetch(`${app.baseUrl}/api/documents`);
    expect(await audited(1)).toMatchObject([{ keyId: 'anonymous', endUser: null }]);
  } finally {
    await app.close();
    await start();
  }
});

it('the log is written where keys are configured, and not where it is turned off', async () => {
  const load = (environment: Record<string, string>) =>
    loadConfig({ READER: 'off', DATA_DIR: folder, ...environment }).config;
  expect(load({}).audit).toBeNull();
  expect(load({ API_KEYS_FILE: 'k.json' }).audit).toEqual({ questions: 'off', days: null });
  expect(load({ API_KEYS_FILE: 'k.json', AUDIT_LOG: 'false' }).audit).toBeNull();
  expect(load({ AUDIT_LOG: 'true', AUDIT_QUESTIONS: 'full', AUDIT_DAYS: '90' }).audit).toEqual({
    questions: 'full',
    days: 90,
  });
  await start();
});

async function start(environment: Record<string, string> = {}): Promise<void> {
  const { config, secrets } = loadConfig({
    READER: 'off',
    LOG_LEVEL: 'silent',
    API_KEYS_FILE: join(folder, 'keys.json'),
    ...environment,
    DATA_DIR: folder,
  });
  const index = createMemoryIndex(SAMPLE_POLICIES);
  ctx = createAppContext(config, secrets, { index, embedders: NO_EMBEDDERS, audit: AUDIT });
  server = createServer(createHttpApp(ctx));
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
}

/** The entries, once there are so many: an entry is made when the connection is done with the reply. */
async function audited(count: number): Promise<AuditEntry[]> {
  while (entries.length < count) await new Promise<void>((resolve) => waiting.push(resolve));
  return entries;
}

function make(more: Partial<NewKey>) {
  const wanted = { name: 'x', documentIds: null, mayNameEndUsers: false, expiresAt: null };
  return createKey({ scopes: ['ask'], ...wanted, ...more }, new Date());
}

function call(path: string, init: RequestInit = {}): Promise<Response> {
  return fetch(`${url}${path}`, init);
}

function bearer(name: keyof typeof keys): Record<string, string> {
  return { authorization: `Bearer ${keys[name].secret}` };
}

function json(body: unknown, headers: Record<string, string> = {}) {
  return {
    method: 'POST',
    headers: { 'content-type': 'application/json', ...headers },
    body: JSON.stringify(body),
  };
}

/** As the portal asks for an end user. */
function asked(body: unknown, headers: Record<string, string> = {}) {
  return json(body, { ...bearer('portal'), 'x-end-user': 'user-1', ...headers });
}
