import type { Store } from 'express-rate-limit';
import { afterEach, describe, expect, it } from 'vitest';
import { type SampleService, startSampleService } from '../support/start-sample-service.ts';
import { startTestApp } from '../support/start-test-app.ts';

const services: { close(): Promise<void> }[] = [];
afterEach(async () => {
  for (const service of services.splice(0)) await service.close();
});

async function start(environment: Record<string, string>): Promise<SampleService<'portal' | 'other'>> {
  const service = await startSampleService({
    keys: { portal: { mayNameEndUsers: true }, other: {} },
    environment,
  });
  services.push(service);
  return service;
}

const PER_KEY = { REQUESTS_PER_MINUTE: '2', REQUESTS_PER_MINUTE_PER_KEY: '5' };

function listAs(service: SampleService<'portal' | 'other'>, as: 'portal' | 'other', endUser?: string) {
  const headers = endUser !== undefined && { 'x-end-user': endUser };
  return service.call('/api/conversations', { as, ...(headers && { headers }) });
}

async function statuses(replies: readonly Promise<Response>[]): Promise<number[]> {
  return (await Promise.all(replies)).map(({ status }) => status).sort();
}

describe('REQUESTS_PER_MINUTE_PER_KEY', () => {
  it('limits a key over all its end users, each of whom has a limit too', async () => {
    const service = await start(PER_KEY);
    const three = (endUser: string) => [1, 2, 3].map(() => listAs(service, 'portal', endUser));
    expect(await statuses(three('u1'))).toEqual([200, 200, 429]);
    expect(await statuses(three('u2'))).toEqual([200, 200, 429]);
    // What the end user's limit refused was not counted of the key's: one is left.
    expect(await statuses(three('u3'))).toEqual([200, 429, 429]);
    expect((await listAs(service, 'portal')).status).toBe(429);
    expect((await listAs(service, 'other')).status).toBe(200);
  });

  it('the reply tells of both, and a refusal when to come back', async () => {
    const service = await start(PER_KEY);
    const first = await listAs(service, 'portal', 'u1');
    expect(first.headers.get('ratelimit')).toMatch(/^"requests"; r=1; t=\d+, "key"; r=4; t=\d+$/);
    expect(first.headers.get('ratelimit-policy')).toMatch(/"requests"; q=2; w=60; .*"key"; q=5; w=60; /);
    for (const endUser of ['u2', 'u3', 'u4', 'u5']) await listAs(service, 'portal', endUser);
    const over = await listAs(service, 'portal', 'u6');
    expect(over.status).toBe(429);
    expect(over.headers.get('ratelimit')).toMatch(/"requests"; r=1; .*"key"; r=0; /);
    expect(Number(over.headers.get('retry-after'))).toBeGreaterThan(0);
  });

  it('alone limits keys and nobody without one', async () => {
    const service = await start({ REQUESTS_PER_MINUTE_PER_KEY: '1' });
    expect(await statuses([1, 2].map((n) => listAs(service, 'portal', `u${n}`)))).toEqual([200, 429]);
    const open = await startSampleService({ environment: { REQUESTS_PER_MINUTE_PER_KEY: '1' } });
    services.push(open);
    expect(await statuses([1, 2].map(() => open.call('/api/documents')))).toEqual([200, 200]);
  });

  it('processes that are given a common store share their counts', async () => {
    const policies = new Map<string, Map<string, number>>();
    const createLimitStore = (policy: string): Store => {
      const counts = policies.get(policy) ?? new Map<string, number>();
      policies.set(policy, counts);
      return {
        increment: async (key) => {
          const totalHits = (counts.get(key) ?? 0) + 1;
          counts.set(key, totalHits);
          return { totalHits, resetTime: new Date(Date.now() + 60_000) };
        },
        decrement: async () => {},
        resetKey: async () => {},
      };
    };
    // Without keys both count the same address.
    const environment = { REQUESTS_PER_MINUTE: '3' };
    const pair = await Promise.all(
      [1, 2].map(() => startSampleService({ environment, options: { createLimitStore } })),
    );
    services.push(...pair);
    const replies = pair.flatMap((service) => [1, 2].map(() => service.call('/api/documents')));
    expect(await statuses(replies)).toEqual([200, 200, 200, 429]);
    expect([...policies.keys()]).toEqual(['requests', 'key']);
  });
});

describe('wrong keys', () => {
  const repeat = async (send: () => Promise<Response>) => {
    for (let n = 0; n < 30; n++) expect((await send()).status).toBe(401);
    return await send();
  };

  it('of one key are refused after a while, with the right one too; other keys of the address go on', async () => {
    const service = await start({});
    const forged = `Bearer ${service.secrets.other.slice(0, -43)}${'x'.repeat(43)}`;
    const refused = await repeat(() =>
      service.call('/api/documents', { headers: { authorization: forged } }),
    );
    expect(refused.status).toBe(429);
    expect(Number(refused.headers.get('retry-after'))).toBeGreaterThan(0);
    expect(await refused.json()).toMatchObject({ code: 'too-many-requests' });
    expect((await service.call('/api/documents', { as: 'other' })).status).toBe(429);
    expect((await service.call('/api/documents', { as: 'portal' })).status).toBe(200);
    expect((await service.call('/api/documents')).status).toBe(401);
    expect((await service.call('/healthz')).status).toBe(200);
  });

  it('that name no key are refused together', async () => {
    const service = await start({});
    const headers = { authorization: 'Bearer nonsense' };
    expect((await repeat(() => service.call('/api/documents', { headers }))).status).toBe(429);
    const basic = { authorization: 'Basic dTpw' };
    expect((await service.call('/api/chat', { body: {}, headers: basic })).status).toBe(429);
    expect((await service.call('/api/documents', { as: 'portal' })).status).toBe(200);
  });

  it('to sign in are refused, and a page that is signed in goes on', async () => {
    const service = await start({});
    const signIn = (key: string) => service.call('/api/session', { body: { key } });
    const cookie = (await signIn(service.secrets.other)).headers.get('set-cookie')!.split(';')[0]!;
    expect((await repeat(() => signIn('wrong'))).status).toBe(429);
    expect((await signIn(service.secrets.other)).status).toBe(429);
    expect((await service.call('/api/documents', { headers: { cookie } })).status).toBe(200);
    expect((await service.call('/api/session')).status).toBe(200);
  });

  it('good requests and those without a key do not count', async () => {
    const service = await start({});
    for (let n = 0; n < 40; n++) {
      await service.call('/api/documents');
      await service.call('/api/documents', { as: 'other' });
    }
    expect((await service.call('/api/documents', { as: 'other' })).status).toBe(200);
    expect((await service.call('/api/documents')).status).toBe(401);
  });
});

describe('a new installation', () => {
  const PROXIED = { 'x-forwarded-for': '203.0.113.7' };

  it('limits an address that comes from elsewhere', async () => {
    // A proxy on this machine: the service is not for this machine alone.
    const open = await startSampleService({ environment: { TRUST_PROXY: 'loopback' } });
    services.push(open);
    const reply = await open.call('/api/session', { headers: PROXIED });
    expect(reply.headers.get('ratelimit-policy')).toMatch(/"requests"; q=300; w=60/);
    const more = Array.from({ length: 320 }, () => open.call('/api/session', { headers: PROXIED }));
    const refused = (await statuses(more)).filter((status) => status === 429);
    expect(refused).toHaveLength(21);
    expect((await open.call('/api/session', { headers: { 'x-forwarded-for': '203.0.113.8' } })).status).toBe(
      200,
    );
  });

  it('limits a key and each of its end users', async () => {
    const reply = await listAs(
      await start({ REQUESTS_PER_MINUTE: '', REQUESTS_PER_MINUTE_PER_KEY: '' }),
      'portal',
      'u1',
    );
    expect(reply.headers.get('ratelimit-policy')).toMatch(/"requests"; q=300; .*"key"; q=3000; /);
  });

  it.each([
    ['whoever sits at this machine is not counted', {}, {}, null],
    ['unless a proxy passed the request on', {}, PROXIED, '300'],
    ['unless it has an address for others', { PUBLIC_URL: 'https://zhengce.example.cn' }, {}, '300'],
    ['unless a limit is set', { REQUESTS_PER_MINUTE: '400' }, {}, '400'],
  ])('of one machine alone: %s', async (_title, environment, headers, limit) => {
    const open = await startSampleService({ environment });
    services.push(open);
    const policy = (await open.call('/api/session', { headers })).headers.get('ratelimit-policy');
    expect(policy?.match(/"requests"; q=(\d+)/)?.[1] ?? null).toBe(limit);
  });
});

it.each([
  ['false', 1],
  ['loopback', 0],
])('a proxy that TRUST_PROXY=%s does not name is told of once in the log', async (trustProxy, lines) => {
  const app = await startTestApp({ TRUST_PROXY: trustProxy });
  services.push(app);
  for (let n = 0; n < 3; n++)
    await fetch(`${app.baseUrl}/api/session`, { headers: { 'x-forwarded-for': '203.0.113.7' } });
  expect(app.logs.filter((line) => line.includes('TRUST_PROXY'))).toHaveLength(lines);
});
