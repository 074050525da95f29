import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, describe, expect, it } from 'vitest';
import type { KeyHolder, KeyRing, RingScope } from '../../../src/access/ports/key-ring.ts';
import type { DocumentJob } from '../../../src/domain/document-job.ts';
import { startTestApp, type TestApp } from '../support/start-test-app.ts';

const SCOPES: Readonly<Record<string, readonly RingScope[]>> = {
  ask: ['ask', 'read', 'deep'],
  admin: ['admin'],
  limited: ['admin'],
};

const KEYS: KeyRing = {
  holderOf: (secret): KeyHolder | null => {
    const scopes = SCOPES[secret];
    if (!scopes) return null;
    const visibility = secret === 'limited' ? { documentIds: new Set(['p']) } : 'all';
    return { keyId: secret, name: secret, scopes, visibility, mayNameEndUsers: false };
  },
  openSession: () => null,
  holderOfSession: () => null,
  endSession: () => {},
  visibilityOf: () => null,
};

let app: TestApp;
afterEach(() => app.close());

async function start(environment: Record<string, string> = {}, keys: KeyRing | null = null): Promise<void> {
  app = await startTestApp(environment, { keys });
}

function send(path: string, init: RequestInit = {}, key?: string): Promise<Response> {
  const headers = {
    ...(init.headers as Record<string, string>),
    ...(key && { authorization: `Bearer ${key}` }),
  };
  return fetch(`${app.baseUrl}${path}`, { ...init, headers });
}

function upload(name: string, content: string, fields: Record<string, string> = {}): RequestInit {
  const body = new FormData();
  for (const [field, value] of Object.entries(fields)) body.set(field, value);
  body.set('file', new Blob([content]), name);
  return { method: 'POST', body };
}

function kept(): string[] {
  const folder = join(app.ctx.config.dataDir, 'uploads');
  return existsSync(folder) ? readdirSync(folder) : [];
}

const problemOf = async (response: Response) => ((await response.json()) as { code: string }).code;

describe('orders to change the documents', () => {
  it.each([
    ['POST', '/api/documents?name=a.txt'],
    ['DELETE', '/api/documents/linjiang-water'],
    ['POST', '/api/documents/linjiang-water/publish'],
    ['GET', '/api/jobs'],
    ['GET', '/api/jobs/any'],
  ])('%s %s is for admins who see everything', async (method, path) => {
    await start({}, KEYS);
    const init = { method, ...(method === 'POST' && { body: '一、总则' }) };
    expect((await send(path, init)).status).toBe(401);
    for (const key of ['ask', 'limited']) {
      const response = await send(path, init, key);
      expect([response.status, await problemOf(response)]).toEqual([403, 'forbidden-scope']);
    }
    expect([200, 202, 404]).toContain((await send(path, init, 'admin')).status);
  });

  it('are without keys for whoever sits at this machine alone', async () => {
    await start();
    expect((await send('/api/documents?name=a.txt', { method: 'POST', body: '一、总则' })).status).toBe(202);
    const forwarded = { method: 'POST', body: '一', headers: { 'x-forwarded-for': '203.0.113.7' } };
    expect((await send('/api/documents?name=a.txt', forwarded)).status).toBe(403);
    const elsewhere = { method: 'POST', body: '一', headers: { origin: 'https://elsewhere.example' } };
    expect((await send('/api/documents?name=a.txt', elsewhere)).status).toBe(403);
  });

  it('keep the file before they are accepted, whichever way its name comes', async () => {
    await start();
    const raw = (headers: Record<string, string>) => ({ method: 'POST', body: '一、总则', headers });
    const names = [
      await send('/api/documents', upload('方案.txt', '一、总则')),
      await send(
        `/api/documents?name=${encodeURIComponent('../方案.txt')}`,
        raw({ 'content-type': 'text/plain' }),
      ),
      await send(
        '/api/documents',
        raw({ 'content-disposition': `attachment; filename*=UTF-8''${encodeURIComponent('方案.txt')}` }),
      ),
      await send('/api/documents', raw({ 'content-disposition': 'attachment; filename="plan.txt"' })),
    ];
    const jobs = await Promise.all(names.map((response) => response.json() as Promise<DocumentJob>));
    expect(jobs.map(({ file }) => file?.name)).toEqual(['方案.txt', '方案.txt', '方案.txt', 'plan.txt']);
    for (const { jobId, file } of jobs)
      expect(readFileSync(join(app.ctx.config.dataDir, 'uploads', jobId, file!.name), 'utf8')).toBe(
        '一、总则',
      );
    expect(names[0]!.headers.get('location')).toBe(`/api/jobs/${jobs[0]!.jobId}`);
    expect((await (await send('/api/jobs?limit=2')).json()) as object).toMatchObject({
      jobs: [{ jobId: jobs[3]!.jobId }, { jobId: jobs[2]!.jobId }],
    });
  });

  it.each<[string, RequestInit, number, string]>([
    ['without a name', { method: 'POST', body: 'x' }, 400, 'invalid-request'],
    ['with a name that is none', upload('..', 'x'), 400, 'invalid-request'],
    ['a form without a file', { method: 'POST', body: new FormData() }, 400, 'invalid-request'],
    [
      'a broken form',
      { method: 'POST', body: '--x\r\nno', headers: { 'content-type': 'multipart/form-data; boundary=x' } },
      400,
      'invalid-request',
    ],
    [
      'a form without boundary',
      { method: 'POST', body: 'x', headers: { 'content-type': 'multipart/form-data' } },
      400,
      'invalid-request',
    ],
    [
      'JSON',
      { method: 'POST', body: '{}', headers: { 'content-type': 'application/json' } },
      415,
      'unsupported-media-type',
    ],
    [
      'a form of fields',
      { method: 'POST', body: new URLSearchParams({ a: 'b' }) },
      415,
      'unsupported-media-type',
    ],
    ['too large', upload('a.txt', 'x'.repeat(3000)), 413, 'body-too-large'],
    [
      'too large as they are',
      {
        method: 'POST',
        body: 'x'.repeat(3_000_000),
        headers: { 'content-disposition': 'attachment; filename=a.txt' },
      },
      413,
      'body-too-large',
    ],
    ['to replace what is not there', upload('a.txt', 'x', { replace: 'none' }), 404, 'not-found'],
    ['as a draft or not', upload('a.txt', 'x', { draft: 'perhaps' }), 400, 'invalid-request'],
  ])('are refused %s, and leave nothing', async (_, init, status, code) => {
    await start({ MAX_UPLOAD_BYTES: '2048' });
    const response = await send('/api/documents', init);
    expect([response.status, await problemOf(response)]).toEqual([status, code]);
    expect(kept()).toEqual([]);
    expect(await app.ctx.jobs.list(1)).toEqual([]);
  });

  it('bring one file each', async () => {
    await start();
    const body = new FormData();
    body.append('file', new Blob(['一']), 'a.txt');
    body.append('file', new Blob(['二']), 'b.txt');
    expect((await send('/api/documents', { method: 'POST', body })).status).toBe(400);
    expect(kept()).toEqual([]);
  });

  it('are streamed until they are over', async () => {
    await start();
    const job = (await (await send('/api/documents', upload('a.txt', '一、总则'))).json()) as DocumentJob;
    const streamed = send(`/api/jobs/${job.jobId}`, { headers: { accept: 'text/event-stream' } });
    await app.ctx.jobs.take(new Date(), new Date(Date.now() + 60_000));
    const error = { code: 'document-unreadable', message: '没有读出任何条款' };
    await app.ctx.jobs.change(job.jobId, { state: 'failed', error }, new Date());
    const events = (await (await streamed).text()).match(/^data: .*$/gmu)!;
    expect(JSON.parse(events.at(-1)!.slice(6))).toMatchObject({ state: 'failed', error });
  });
});
