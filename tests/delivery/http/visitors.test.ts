import { randomBytes } from 'node:crypto';
import { afterEach, describe, expect, it } from 'vitest';
import type { Answer } from '../../../src/domain/answer.ts';
import { type SampleService, startSampleService } from '../support/start-sample-service.ts';

const QUESTION = '新建岸电设施由谁牵头？';
const PORTAL = 'https://portal.example.gov.cn';

let service: SampleService<'portal'>;
afterEach(() => service.close());

/** The cookie that the page gives a new visitor, with its attributes. */
async function visit(headers: Record<string, string> = {}): Promise<string> {
  const page = await service.call('/', { headers });
  expect(page.status).toBe(200);
  expect(page.headers.get('cache-control')).toBe('private, no-cache');
  return page.headers.get('set-cookie')!;
}

const pairOf = (cookie: string) => cookie.split(';')[0]!;

async function ask(headers: Record<string, string>, more: object = {}): Promise<Response> {
  return await service.call('/api/chat', { body: { message: QUESTION, ...more }, headers });
}

async function listed(headers: Record<string, string>): Promise<string[]> {
  const reply = await service.call('/api/conversations', { headers });
  const { conversations } = (await reply.json()) as { conversations: { conversationId: string }[] };
  return conversations.map(({ conversationId }) => conversationId);
}

describe('without keys', () => {
  it('two browsers do not see each other’s conversations', async () => {
    service = await startSampleService();
    const [one, two] = [{ cookie: pairOf(await visit()) }, { cookie: pairOf(await visit()) }];
    expect(one.cookie).not.toBe(two.cookie);
    const { conversationId } = (await (await ask(one)).json()) as Answer;
    expect(await listed(one)).toEqual([conversationId]);
    for (const other of [two, {}]) {
      expect(await listed(other)).toEqual([]);
      expect((await service.call(`/api/conversations/${conversationId}`, { headers: other })).status).toBe(
        404,
      );
      expect((await ask(other, { conversationId })).status).toBe(404);
    }
    expect((await ask(one, { conversationId })).status).toBe(200);
  });

  it('a client without the cookie goes on by id, like every other client', async () => {
    service = await startSampleService();
    const { conversationId } = (await (await ask({})).json()) as Answer;
    const next = await ask({}, { message: '那配合单位呢？', conversationId });
    expect(next.status).toBe(200);
    expect(await listed({})).toEqual([conversationId]);
    const owner = { keyId: 'anonymous', endUser: null };
    expect((await service.ctx.conversations.get(conversationId, owner))?.turns).toHaveLength(2);
  });

  it('the cookie is random, not for scripts or other sites, and lasts a year from the last visit', async () => {
    service = await startSampleService();
    const cookie = await visit();
    expect(cookie).toMatch(/^tiaowen_visitor=[\w-]{43};/);
    for (const attribute of ['HttpOnly', 'SameSite=Strict', 'Path=/', 'Max-Age=31536000'])
      expect(cookie.split('; ')).toContain(attribute);
    expect(cookie).not.toMatch(/Secure/i);
    expect(pairOf(await visit({ cookie: pairOf(cookie) }))).toBe(pairOf(cookie));
    expect(pairOf(await visit({ cookie: 'tiaowen_visitor=1' }))).not.toBe('tiaowen_visitor=1');
  });

  it('it stays below the public path, under TLS where that has it', async () => {
    service = await startSampleService({
      environment: { PUBLIC_URL: 'https://zhengce.example.cn/tiaowen' },
    });
    const attributes = (await visit()).split('; ');
    expect(attributes).toEqual(expect.arrayContaining(['Path=/tiaowen/', 'Secure']));
  });

  it('nothing that is kept serves as the cookie', async () => {
    service = await startSampleService();
    const token = randomBytes(32).toString('base64url');
    const kept: unknown[] = [];
    const { list } = service.ctx.conversations;
    service.ctx.conversations.list = async (owner, options) => {
      kept.push(owner);
      return await list(owner, options);
    };
    await listed({ cookie: `tiaowen_visitor=${token}` });
    expect(kept).toEqual([{ keyId: 'anonymous', endUser: expect.stringMatching(/^visitor-[\w-]{43}$/) }]);
    expect(JSON.stringify(kept)).not.toContain(token);
  });

  it('another site’s page, allowed or not, does not write as a visitor', async () => {
    service = await startSampleService({ environment: { CORS_ORIGINS: PORTAL } });
    const cookie = pairOf(await visit());
    expect((await ask({ cookie, origin: PORTAL })).status).toBe(403);
    // With an authority of its own it is nobody’s visitor.
    expect((await ask({ cookie, origin: PORTAL, authorization: 'Bearer none' })).status).toBe(200);
    expect(await listed({ cookie })).toEqual([]);
    expect((await ask({ origin: PORTAL })).status).toBe(200);
  });
});

it('with keys the page sets no such cookie, and one that is sent means nothing', async () => {
  service = await startSampleService({ keys: { portal: {} } });
  const page = await service.call('/');
  expect(page.headers.get('set-cookie')).toBeNull();
  const cookie = `tiaowen_visitor=${'x'.repeat(43)}`;
  expect((await ask({ cookie })).status).toBe(401);
});
