import { afterEach, describe, expect, it } from 'vitest';
import { type SampleService, startSampleService } from '../support/start-sample-service.ts';

const PORTAL = 'https://portal.example.gov.cn';
const QUESTION = { message: '新建岸电设施由谁牵头？' };

let service: SampleService<'portal'>;
afterEach(() => service.close());

async function start(environment: Record<string, string> = {}): Promise<void> {
  service = await startSampleService({
    keys: { portal: {} },
    environment: { CORS_ORIGINS: `${PORTAL}，https://oa.example.cn:8443`, ...environment },
  });
}

function corsHeaders(reply: Response): string[] {
  return [...reply.headers.keys()].filter((name) => name.startsWith('access-control-'));
}

function preflight(path: string, origin: string): Promise<Response> {
  return service.call(path, {
    method: 'OPTIONS',
    headers: {
      origin,
      'access-control-request-method': 'POST',
      'access-control-request-headers': 'authorization,content-type,idempotency-key,x-end-user',
    },
  });
}

/** The session cookie of the key, as the page has it. */
async function signIn(): Promise<string> {
  const opened = await service.call('/api/session', { body: { key: service.secrets.portal } });
  return opened.headers.get('set-cookie')!.split(';')[0]!;
}

describe('a page of an allowed origin', () => {
  it.each(['/api/chat', '/v1/chat/completions', '/openapi.json'])(
    'is told without a key what it may send to %s',
    async (path) => {
      await start();
      const reply = await preflight(path, PORTAL);
      expect(reply.status).toBe(204);
      expect(reply.headers.get('access-control-allow-origin')).toBe(PORTAL);
      const allowed = reply.headers.get('access-control-allow-headers')?.toLowerCase();
      for (const name of ['authorization', 'content-type', 'x-end-user', 'idempotency-key'])
        expect(allowed).toContain(name);
      expect(reply.headers.get('access-control-allow-methods')).toMatch(/POST.*DELETE/);
      expect(reply.headers.get('access-control-allow-credentials')).toBeNull();
      expect(reply.headers.get('vary')).toContain('Origin');
    },
  );

  it('may ask with a key, and reads what it needs', async () => {
    await start();
    const reply = await service.call('/api/chat', {
      as: 'portal',
      body: QUESTION,
      headers: { origin: PORTAL },
    });
    expect(reply.status).toBe(200);
    expect(reply.headers.get('access-control-allow-origin')).toBe(PORTAL);
    expect(reply.headers.get('vary')).toContain('Origin');
    const exposed = reply.headers.get('access-control-expose-headers')?.split(',');
    expect(exposed).toEqual(
      expect.arrayContaining(['X-Request-Id', 'RateLimit', 'Retry-After', 'Idempotency-Replayed']),
    );
  });

  it('reads a stream', async () => {
    await start();
    const headers = { origin: PORTAL, accept: 'text/event-stream' };
    const reply = await service.call('/api/chat', { as: 'portal', body: QUESTION, headers });
    expect(reply.headers.get('access-control-allow-origin')).toBe(PORTAL);
    expect(await reply.text()).toContain('event: answer-end');
  });

  it('reads problems too', async () => {
    await start({ REQUESTS_PER_MINUTE: '1' });
    const origin = { headers: { origin: PORTAL } };
    const replies = [
      await service.call('/api/documents', origin),
      await service.call('/api/documents/unknown', { as: 'portal', ...origin }),
      await service.call('/api/documents', { as: 'portal', ...origin }),
      await service.call('/api/chat', { body: QUESTION, ...origin }),
    ];
    expect(replies.map(({ status }) => status)).toEqual([401, 404, 429, 401]);
    for (const reply of replies) expect(reply.headers.get('access-control-allow-origin')).toBe(PORTAL);
  });

  it('may not write with the cookie of our page, nor sign in', async () => {
    await start();
    const cookie = await signIn();
    const own = { cookie, origin: service.url };
    expect((await service.call('/api/chat', { body: QUESTION, headers: own })).status).toBe(200);
    const foreign = { cookie, origin: PORTAL };
    const refused = await service.call('/api/chat', { body: QUESTION, headers: foreign });
    expect(refused.status).toBe(403);
    expect(await refused.json()).toMatchObject({ code: 'forbidden-origin' });
    const key = { key: service.secrets.portal };
    const signedIn = await service.call('/api/session', { body: key, headers: { origin: PORTAL } });
    expect(signedIn.status).toBe(403);
    expect(signedIn.headers.get('set-cookie')).toBeNull();
    const signedOut = await service.call('/api/session', { method: 'DELETE', headers: { origin: PORTAL } });
    expect(signedOut.status).toBe(403);
  });

  it('is not told more than the interfaces', async () => {
    await start();
    for (const path of ['/', '/docs', '/healthz', '/metrics'])
      expect(corsHeaders(await service.call(path, { headers: { origin: PORTAL } }))).toEqual([]);
  });
});

describe('any other page', () => {
  it.each([
    'https://evil.example',
    'http://portal.example.gov.cn',
    `${PORTAL}.evil.example`,
    `${PORTAL}:8443`,
    'null',
  ])('of %s may neither write nor read', async (origin) => {
    await start();
    const written = await service.call('/api/chat', { as: 'portal', body: QUESTION, headers: { origin } });
    expect(written.status).toBe(403);
    const read = await service.call('/api/documents', { as: 'portal', headers: { origin } });
    for (const reply of [written, read, await preflight('/api/chat', origin)])
      expect(reply.headers.get('access-control-allow-origin')).toBeNull();
    expect((await preflight('/api/chat', origin)).status).toBe(401);
  });

  it('no origin is allowed without the setting, and nothing speaks of CORS', async () => {
    await start({ CORS_ORIGINS: '' });
    const headers = { origin: PORTAL };
    const replies = [
      await service.call('/api/documents', { as: 'portal', headers }),
      await service.call('/api/chat', { as: 'portal', body: QUESTION, headers }),
      await preflight('/api/chat', PORTAL),
    ];
    expect(replies.map(({ status }) => status)).toEqual([200, 403, 401]);
    for (const reply of replies) expect(corsHeaders(reply)).toEqual([]);
  });
});
