import { afterEach, beforeEach, expect, it } from 'vitest';
import { makeTurn } from '../../contracts/conversation-store.contract.ts';
import { startTestApp, type TestApp } from '../support/start-test-app.ts';

const ANYONE = { keyId: 'anonymous', endUser: null };
let app: TestApp;
beforeEach(async () => {
  app = await startTestApp();
  await app.ctx.conversations.appendTurn('c-1', ANYONE, makeTurn(1), { create: true });
  await app.ctx.conversations.appendTurn('c-2', ANYONE, makeTurn(2), { create: true });
  await app.ctx.conversations.appendTurn('c-3', { keyId: 'other', endUser: null }, makeTurn(3), {
    create: true,
  });
});
afterEach(() => app.close());

async function send(method: string, path: string, body?: unknown) {
  const response = await fetch(`${app.baseUrl}/api/conversations${path}`, {
    method,
    ...(body !== undefined && {
      headers: { 'Content-Type': 'application/json' },
      body: JSON.stringify(body),
    }),
  });
  const text = await response.text();
  return { status: response.status, body: text === '' ? null : JSON.parse(text) };
}

it('lists the newest first, up to the limit, and only the own', async () => {
  const { body } = await send('GET', '');
  expect(body.conversations.map((entry: { conversationId: string }) => entry.conversationId)).toEqual([
    'c-2',
    'c-1',
  ]);
  expect((await send('GET', '?limit=1')).body.conversations).toHaveLength(1);
});

it('shows a conversation without its owner and without readings', async () => {
  const { status, body } = await send('GET', '/c-1');
  expect(status).toBe(200);
  const { reading: _reading, ...turn } = makeTurn(1);
  expect(body).toEqual({
    conversationId: 'c-1',
    title: '第1个问题',
    createdAt: turn.askedAt,
    updatedAt: turn.askedAt,
    turns: [{ ...turn, feedback: null }],
    turnCount: 1,
    earlier: null,
  });
});

it('pages through a conversation and through the list', async () => {
  for (let n = 2; n <= 5; n++)
    await app.ctx.conversations.appendTurn('c-1', ANYONE, makeTurn(n), { create: false });
  await app.ctx.conversations.appendTurn('c-9', ANYONE, makeTurn(9), { create: true });
  const last = (await send('GET', '/c-1?limit=2')).body;
  expect(last).toMatchObject({ turns: [{ messageId: 'm4' }, { messageId: 'm5' }], turnCount: 5 });
  const earlier = (await send('GET', `/c-1?limit=2&before=${last.earlier}`)).body;
  expect(earlier).toMatchObject({ turns: [{ messageId: 'm2' }, { messageId: 'm3' }] });
  const first = (await send('GET', '?limit=1')).body;
  expect(first.conversations).toMatchObject([{ conversationId: 'c-9' }]);
  const second = (await send('GET', `?limit=1&cursor=${first.nextCursor}`)).body;
  expect(second.conversations).toMatchObject([{ conversationId: 'c-1' }]);
  expect((await send('GET', '?cursor=x')).status).toBe(400);
  expect((await send('GET', '/c-1?before=-1')).status).toBe(400);
});

it('renames', async () => {
  expect(await send('PATCH', '/c-1', { title: '水务' })).toEqual({
    status: 200,
    body: { conversationId: 'c-1', title: '水务' },
  });
  expect((await send('GET', '/c-1')).body.title).toBe('水务');
});

it.each([[{ title: '' }], [{ title: 'x'.repeat(101) }], [{}]])('does not rename to %j', async (body) => {
  expect((await send('PATCH', '/c-1', body)).status).toBe(400);
  expect((await send('GET', '/c-1')).body.title).toBe('第1个问题');
});

it('deletes once', async () => {
  expect(await send('DELETE', '/c-1')).toEqual({ status: 204, body: null });
  expect((await send('DELETE', '/c-1')).status).toBe(404);
  expect((await send('GET', '/c-1')).status).toBe(404);
  expect((await send('GET', '/c-2')).status).toBe(200);
});

it.each([
  ['GET', undefined],
  ['PATCH', { title: 't' }],
  ['DELETE', undefined],
])("%s of another owner's conversation is 404", async (method, body) => {
  expect((await send(method, '/c-3', body)).status).toBe(404);
  expect(await app.ctx.conversations.get('c-3', { keyId: 'other', endUser: null })).not.toBeNull();
});
