import { afterEach, beforeEach, expect, it } from 'vitest';
import type { KeyHolder, KeyRing } from '../../../src/access/ports/key-ring.ts';
import type { ConversationOwner } from '../../../src/domain/conversation.ts';
import { makeTurn } from '../../contracts/conversation-store.contract.ts';
import { startTestApp, type TestApp } from '../support/start-test-app.ts';

const HOLDER: Omit<KeyHolder, 'keyId'> = {
  name: '测试',
  scopes: ['ask'],
  visibility: 'all',
  mayNameEndUsers: true,
};
const HOLDERS: Readonly<Record<string, KeyHolder>> = {
  portal: { ...HOLDER, keyId: 'portal' },
  other: { ...HOLDER, keyId: 'other', mayNameEndUsers: false },
  reader: { ...HOLDER, keyId: 'reader', scopes: ['read'] },
};
/** A key's secret is its name. */
const KEYS: KeyRing = {
  holderOf: (secret) => HOLDERS[secret] ?? null,
  openSession: () => null,
  holderOfSession: () => null,
  endSession: () => {},
  visibilityOf: () => null,
};

const PORTAL = { keyId: 'portal', endUser: null };
const FIRST = { keyId: 'portal', endUser: 'user-1' };
const SECOND = { keyId: 'portal', endUser: 'user-2' };
const OTHER = { keyId: 'other', endUser: null };

let app: TestApp;
beforeEach(async () => {
  app = await startTestApp({}, { keys: KEYS });
  for (const owner of [PORTAL, FIRST, SECOND, OTHER]) await keep(owner);
});
afterEach(() => app.close());

/** Two turns in one conversation, one in another, and what was said about one of them. */
async function keep(owner: ConversationOwner): Promise<void> {
  const name = `${owner.keyId}-${owner.endUser}`;
  for (const [index, id] of ['a', 'a', 'b'].entries()) {
    const turn = { ...makeTurn(index), messageId: `${name}-${index}`, question: `${name}的问题${index}` };
    await app.ctx.conversations.appendTurn(`${name}-${id}`, owner, turn, { create: true });
  }
  const said = {
    messageId: `${name}-1`,
    conversationId: `${name}-a`,
    verdict: 'down',
    comment: `${name}的意见`,
  };
  await app.ctx.feedback.put(owner, { ...said, verdict: 'down', givenAt: '2026-01-01T00:00:00.000Z' });
}

function send(method: string, key: string, endUser?: string): Promise<Response> {
  return fetch(`${app.baseUrl}/api/personal-data`, {
    method,
    headers: { authorization: `Bearer ${key}`, ...(endUser !== undefined && { 'x-end-user': endUser }) },
  });
}

async function counts(owner: ConversationOwner): Promise<[conversations: number, feedback: number]> {
  return [
    (await app.ctx.conversations.list(owner, { limit: 100 })).length,
    (await app.ctx.feedback.list(owner)).length,
  ];
}

it('an end user gets everything that is kept of them, and nothing of anybody else', async () => {
  const reply = await send('GET', 'portal', 'user-1');
  expect(reply.status).toBe(200);
  expect(reply.headers.get('content-disposition')).toBe('attachment; filename=tiaowen-personal-data.json');
  expect(reply.headers.get('cache-control')).toBe('no-store');
  const text = await reply.text();
  const data = JSON.parse(text);
  expect(data).toMatchObject({
    owner: FIRST,
    conversations: [{}, {}],
    feedback: [{ comment: 'portal-user-1的意见' }],
  });
  const questions = data.conversations.flatMap((entry: { turns: { question: string }[] }) =>
    entry.turns.map(({ question }) => question),
  );
  expect(questions.sort()).toEqual([0, 1, 2].map((index) => `portal-user-1的问题${index}`));
  for (const foreign of ['portal-null', 'user-2', 'other']) expect(text).not.toContain(foreign);
  expect(text).not.toContain('"reading"');
});

it('an end user is forgotten, and nobody else', async () => {
  const reply = await send('DELETE', 'portal', 'user-1');
  expect(await reply.json()).toEqual({ deleted: { conversations: 2, feedback: 1 } });
  expect(await counts(FIRST)).toEqual([0, 0]);
  expect(await app.ctx.conversations.findTurn('portal-user-1-0', FIRST)).toBeNull();
  for (const owner of [PORTAL, SECOND, OTHER]) expect(await counts(owner)).toEqual([2, 1]);
  expect(await (await send('DELETE', 'portal', 'user-1')).json()).toEqual({
    deleted: { conversations: 0, feedback: 0 },
  });
  expect(await (await send('GET', 'portal', 'user-1')).json()).toMatchObject({
    conversations: [],
    feedback: [],
  });
});

it('without an end user it is the data of the key itself', async () => {
  expect(await (await send('GET', 'portal')).json()).toMatchObject({
    owner: PORTAL,
    conversations: [{}, {}],
  });
  await send('DELETE', 'portal');
  expect(await counts(PORTAL)).toEqual([0, 0]);
  expect(await counts(FIRST)).toEqual([2, 1]);
});

it('more than a list shows is all taken and all deleted', async () => {
  for (let index = 0; index < 230; index++) {
    const turn = { ...makeTurn(1), messageId: `m-${index}` };
    await app.ctx.conversations.appendTurn(`many-${index}`, OTHER, turn, { create: true });
  }
  const { conversations } = (await (await send('GET', 'other')).json()) as { conversations: object[] };
  expect(conversations).toHaveLength(232);
  expect(await (await send('DELETE', 'other')).json()).toMatchObject({ deleted: { conversations: 232 } });
});

it.each(['GET', 'DELETE'])('%s is for who may ask, with a key that may name the end user', async (method) => {
  expect((await send(method, 'nobody')).status).toBe(401);
  expect((await send(method, 'reader')).status).toBe(403);
  expect((await send(method, 'other', 'user-1')).status).toBe(403);
  expect(await counts(FIRST)).toEqual([2, 1]);
});

it('another site’s page cannot delete', async () => {
  const headers = { authorization: 'Bearer portal', origin: 'https://evil.example' };
  const reply = await fetch(`${app.baseUrl}/api/personal-data`, { method: 'DELETE', headers });
  expect(reply.status).toBe(403);
  expect(await counts(PORTAL)).toEqual([2, 1]);
});

it('a conversation of any length is whole and in order', async () => {
  for (let n = 0; n < 65; n++) {
    const turn = { ...makeTurn(n), messageId: `long-${n}` };
    await app.ctx.conversations.appendTurn('long', OTHER, turn, { create: true });
  }
  const data = (await (await send('GET', 'other')).json()) as {
    conversations: { conversationId: string; turns: { messageId: string }[] }[];
  };
  const whole = data.conversations.find(({ conversationId }) => conversationId === 'long');
  expect(whole?.turns.map(({ messageId }) => messageId)).toEqual(
    Array.from({ length: 65 }, (_, n) => `long-${n}`),
  );
});
