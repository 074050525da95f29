import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { makeTurn } from '../../contracts/conversation-store.contract.ts';
import { postJson, startTestApp, type TestApp } from '../support/start-test-app.ts';

const ANYONE = { keyId: 'anonymous', endUser: null };
const OTHER = { keyId: 'other', endUser: null };
let app: TestApp;
beforeEach(async () => {
  app = await startTestApp();
  await app.ctx.conversations.appendTurn('c-1', ANYONE, makeTurn(1), { create: true });
  await app.ctx.conversations.appendTurn('c-1', ANYONE, makeTurn(2), { create: true });
  await app.ctx.conversations.appendTurn('c-3', OTHER, makeTurn(3), { create: true });
});
afterEach(() => app.close());

async function give(body: unknown) {
  const response = await postJson(`${app.baseUrl}/api/feedback`, body);
  return { status: response.status, body: (await response.json()) as Record<string, unknown> };
}

async function readTurns(): Promise<{ feedback: unknown }[]> {
  const reply = await fetch(`${app.baseUrl}/api/conversations/c-1`);
  return ((await reply.json()) as { turns: { feedback: unknown }[] }).turns;
}

function send(method: string, path: string): Promise<Response> {
  return fetch(`${app.baseUrl}/api${path}`, { method });
}

describe('POST /api/feedback', () => {
  it('keeps a verdict and its comment, and shows them with the turn', async () => {
    const { status, body } = await give({ messageId: 'm1', verdict: 'down', comment: '牵头单位不对' });
    expect({ status, body }).toEqual({
      status: 200,
      body: {
        messageId: 'm1',
        conversationId: 'c-1',
        verdict: 'down',
        comment: '牵头单位不对',
        givenAt: expect.stringMatching(/^\d{4}-.*Z$/),
      },
    });
    const { givenAt } = body;
    expect((await readTurns()).map(({ feedback }) => feedback)).toEqual([
      { verdict: 'down', comment: '牵头单位不对', givenAt },
      null,
    ]);
  });

  it('a second verdict replaces the first and its comment', async () => {
    await give({ messageId: 'm1', verdict: 'down', comment: '不对' });
    await give({ messageId: 'm1', verdict: 'up' });
    expect(await app.ctx.feedback.list(ANYONE)).toMatchObject([{ verdict: 'up', comment: null }]);
  });

  it('masks numbers of persons, and logs nothing of the comment', async () => {
    const { body } = await give({ messageId: 'm1', verdict: 'down', comment: '请回电13812345678' });
    expect(body['comment']).toBe('请回电〔手机号〕');
    const kept = JSON.stringify(await app.ctx.feedback.since(''));
    expect(kept).toContain('请回电');
    expect(kept).not.toContain('13812345678');
    expect(app.logs.join('')).not.toContain('请回电');
  });

  it.each(['m3', 'm9', '长'.repeat(200)])('%s, which is not of the caller, is 404', async (messageId) => {
    expect(await give({ messageId, verdict: 'up' })).toMatchObject({
      status: 404,
      body: { code: 'not-found', detail: '没有这条回答。' },
    });
    expect(await app.ctx.feedback.since('')).toEqual([]);
  });

  it.each([
    ['a verdict of another name', { verdict: 'yes' }, 'verdict'],
    ['no verdict', { verdict: undefined }, 'verdict'],
    ['no message', { messageId: undefined }, 'messageId'],
    ['an empty comment', { comment: ' ' }, 'comment'],
    ['a comment of 1001 characters', { comment: '𠮷'.repeat(1001) }, 'comment'],
  ])('%s is 400', async (_title, change, field) => {
    const reply = await give({ messageId: 'm1', verdict: 'up', ...change });
    expect(reply).toMatchObject({ status: 400, body: { fields: [{ field }] } });
    expect(await app.ctx.feedback.since('')).toEqual([]);
  });

  it('takes a comment of 1000 characters, however many units they are', async () => {
    const comment = '𠮷'.repeat(1000);
    expect(await give({ messageId: 'm1', verdict: 'up', comment })).toMatchObject({ status: 200 });
    expect((await app.ctx.feedback.get('m1', ANYONE))?.comment).toBe(comment);
  });
});

describe('DELETE /api/feedback/{messageId}', () => {
  it('takes a verdict back, once', async () => {
    await give({ messageId: 'm1', verdict: 'down' });
    expect((await send('DELETE', '/feedback/m1')).status).toBe(204);
    expect((await send('DELETE', '/feedback/m1')).status).toBe(404);
    expect((await readTurns())[0]?.feedback).toBeNull();
  });

  it("does not reach another owner's", async () => {
    const said = { messageId: 'm3', conversationId: 'c-3', verdict: 'up', comment: null } as const;
    await app.ctx.feedback.put(OTHER, { ...said, givenAt: '2026-01-01T00:00:00.000Z' });
    expect((await send('DELETE', '/feedback/m3')).status).toBe(404);
    expect(await app.ctx.feedback.get('m3', OTHER)).toMatchObject(said);
  });
});

it('goes with its conversation', async () => {
  await give({ messageId: 'm1', verdict: 'up' });
  await give({ messageId: 'm2', verdict: 'down' });
  expect((await send('DELETE', '/conversations/c-1')).status).toBe(204);
  expect(await app.ctx.feedback.since('')).toEqual([]);
});

it('a conversation of another owner cannot be deleted, nor what is said about it', async () => {
  const said = { messageId: 'm3', conversationId: 'c-3', verdict: 'up', comment: null } as const;
  await app.ctx.feedback.put(OTHER, { ...said, givenAt: '2026-01-01T00:00:00.000Z' });
  expect((await send('DELETE', '/conversations/c-3')).status).toBe(404);
  expect(await app.ctx.feedback.list(OTHER)).toHaveLength(1);
});
