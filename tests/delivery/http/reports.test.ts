import { request } from 'node:http';
import { afterEach, describe, expect, it } from 'vitest';
import type { KeyHolder, KeyRing, RingScope } from '../../../src/access/ports/key-ring.ts';
import type { ConversationOwner } from '../../../src/domain/conversation.ts';
import type { Visibility } from '../../../src/domain/search-scope.ts';
import { makeCitation, makeTurn } from '../../reports/turn.ts';
import { startTestApp, type TestApp } from '../support/start-test-app.ts';

const SCOPES: Readonly<Record<string, readonly RingScope[]>> = {
  ask: ['ask'],
  read: ['read'],
  both: ['ask', 'read', 'deep'],
  admin: ['admin'],
  limited: ['admin'],
};
const LIMITED: Visibility = { documentIds: new Set(['p']) };

function holderOf(secret: string): KeyHolder | null {
  const scopes = SCOPES[secret];
  if (!scopes) return null;
  const visibility = secret === 'limited' ? LIMITED : 'all';
  return { keyId: secret, name: secret, scopes, visibility, mayNameEndUsers: false };
}

const KEYS: KeyRing = {
  holderOf,
  openSession: () => null,
  holderOfSession: () => null,
  endSession: () => {},
  visibilityOf: () => null,
};

let app: TestApp;
afterEach(() => app.close());

async function start(environment: Record<string, string> = {}, keys: KeyRing | null = null) {
  app = await startTestApp(environment, { keys });
  const askedAt = new Date(Date.now() - 60_000).toISOString();
  const owner = (keyId: string): ConversationOwner => ({ keyId, endUser: null });
  const keep = (id: string, keyId: string, turn: ReturnType<typeof makeTurn>) =>
    app.ctx.conversations.appendTurn(id, owner(keyId), turn, { create: true });
  await keep('a', 'ask', makeTurn('=床位补贴，电话 13812345678', { askedAt, reason: 'no-evidence' }));
  await keep('b', 'both', makeTurn('内部的事', { askedAt, answer: { citations: [makeCitation('q', '1')] } }));
}

function get(path: string, key?: string, headers: Record<string, string> = {}): Promise<Response> {
  return fetch(`${app.baseUrl}${path}`, {
    headers: { ...(key && { authorization: `Bearer ${key}` }), ...headers },
  });
}

/** `fetch` sends no Host of its own choice. */
function statusForHost(host: string): Promise<number | undefined> {
  return new Promise((resolve, reject) => {
    const headers = { host };
    request({ host: '127.0.0.1', port: app.port, path: '/api/reports', headers }, (response) => {
      response.resume();
      resolve(response.statusCode);
    })
      .on('error', reject)
      .end();
  });
}

async function mayRead(key?: string, headers: Record<string, string> = {}): Promise<boolean> {
  const session = (await (await get('/api/session', key, headers)).json()) as { mayReadReports: boolean };
  return session.mayReadReports;
}

describe('with keys', () => {
  it.each(['ask', 'read', 'both'])('a key for %s reads nothing of others', async (key) => {
    await start({}, KEYS);
    for (const path of ['/api/reports', '/API/Reports/', '/api/reports?table=summary']) {
      const reply = await get(path, key);
      expect(reply.status).toBe(403);
      expect(await reply.json()).toMatchObject({ code: 'forbidden-scope' });
    }
    expect(await mayRead(key)).toBe(false);
  });

  it('no key reads nothing, from this machine neither', async () => {
    await start({}, KEYS);
    expect((await get('/api/reports')).status).toBe(401);
    expect((await get('/api/reports', 'wrong')).status).toBe(401);
    expect(await mayRead()).toBe(false);
  });

  it('an admin reads what all owners asked, masked', async () => {
    await start({}, KEYS);
    const reply = await get('/api/reports?since=24h', 'admin');
    expect(reply.status).toBe(200);
    expect(reply.headers.get('cache-control')).toBe('no-store');
    const report = await reply.json();
    expect(report).toMatchObject({
      totals: { questions: 2, answered: 1, refused: 1, withheld: 0 },
      unanswered: [{ title: '=床位补贴，电话 〔手机号〕' }],
    });
    expect(JSON.stringify(report)).not.toContain('13812345678');
    expect(await mayRead('admin')).toBe(true);
    // From another machine too.
    expect((await get('/api/reports', 'admin', { 'x-forwarded-for': '10.1.1.1' })).status).toBe(200);
  });

  it('an admin of some documents reads nothing that rests on others', async () => {
    await start({}, KEYS);
    const text = await (await get('/api/reports', 'limited')).text();
    expect(JSON.parse(text).totals).toMatchObject({ questions: 1, withheld: 1 });
    expect(text).not.toContain('内部的事');
  });
});

describe('without keys', () => {
  it('whoever sits at the machine reads it', async () => {
    await start();
    expect((await get('/api/reports')).status).toBe(200);
    expect(await mayRead()).toBe(true);
    expect(await statusForHost(`localhost:${app.port}`)).toBe(200);
    expect(await statusForHost(`[::1]:${app.port}`)).toBe(200);
  });

  it.each([
    ['listens elsewhere', { HOST: '0.0.0.0', ALLOW_ANONYMOUS: 'true' }],
    ['has a public address', { PUBLIC_URL: 'https://zhengce.example.cn' }],
    ['trusts a proxy', { TRUST_PROXY: '1' }],
    ['answers to other names', { ALLOWED_HOSTS: 'zhengce.example.cn' }],
    ['lets scripts of other sites read', { CORS_ORIGINS: 'https://www.example.cn' }],
  ])('nobody reads it where the service %s', async (_name, environment) => {
    await start(environment);
    const reply = await get('/api/reports');
    expect(reply.status).toBe(403);
    expect(await reply.json()).toMatchObject({ detail: expect.stringContaining('admin') });
    expect(await mayRead()).toBe(false);
  });

  it.each(['x-forwarded-for', 'forwarded', 'via', 'x-real-ip'])(
    'nobody reads it through a proxy (%s)',
    async (name) => {
      await start();
      expect((await get('/api/reports', undefined, { [name]: '127.0.0.1' })).status).toBe(403);
      expect(await mayRead(undefined, { [name]: '127.0.0.1' })).toBe(false);
    },
  );
});

describe('what is asked for', () => {
  it.each(['since=soon', 'since=2999-01-01', 'since=7d&since=1d', 'table=all', `since=${'9'.repeat(21)}`])(
    '%s is 400',
    async (query) => {
      await start();
      expect((await get(`/api/reports?${query}`)).status).toBe(400);
    },
  );

  it('tables come as CSV that Excel opens and runs nothing of', async () => {
    await start();
    const byName = await get('/api/reports?table=unanswered');
    expect(byName.headers.get('content-type')).toBe('text/csv; charset=utf-8');
    expect(byName.headers.get('content-disposition')).toContain('tiaowen-unanswered.csv');
    const bytes = new Uint8Array(await byName.arrayBuffer());
    expect([...bytes.slice(0, 3)]).toEqual([0xef, 0xbb, 0xbf]);
    const text = new TextDecoder().decode(bytes);
    expect(text).toContain("\r\n'=床位补贴");
    const byAccept = await get('/api/reports', undefined, { accept: 'text/csv' });
    expect(await byAccept.text()).toBe(text);
  });

  it('answers GET alone', async () => {
    await start();
    const reply = await fetch(`${app.baseUrl}/api/reports`, { method: 'POST' });
    expect(reply.status).toBe(405);
    expect(reply.headers.get('allow')).toContain('GET');
  });
});
