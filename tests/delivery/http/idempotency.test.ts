import { mkdtempSync, rmSync } from 'node:fs';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { createKey } from '../../../src/access/access-key.ts';
import { writeKeyFile } from '../../../src/access/key-file.ts';
import { type AppContext, createAppContext } from '../../../src/app-context.ts';
import { openSqliteConversationStore } from '../../../src/assistant/adapters/embedded/sqlite-conversation-store.ts';
import type { ConversationStore } from '../../../src/assistant/ports/conversation-store.ts';
import { loadConfig } from '../../../src/config/config.ts';
import { createHttpApp } from '../../../src/delivery/http/create-http-app.ts';
import type { Answer } from '../../../src/domain/answer.ts';
import { NO_EMBEDDERS } from '../../assistant/create-test-assistant.ts';
import { createMemoryIndex } from '../../assistant/memory-index.ts';
import { SAMPLE_POLICIES } from '../../assistant/sample-policies.ts';
import { readEvents } from '../support/read-events.ts';

const QUESTION = '新建岸电设施由谁牵头？';

let folder: string;
let ctx: AppContext;
let server: Server;
let url: string;
beforeEach(async () => {
  folder = mkdtempSync(join(tmpdir(), 'tiaowen-once-'));
  await start();
});
afterEach(async () => {
  await stop();
  rmSync(folder, { recursive: true });
});

async function start(
  environment: Record<string, string> = {},
  overrides: Parameters<typeof createAppContext>[2] = {},
): Promise<void> {
  const { config, secrets } = loadConfig({
    READER: 'off',
    LOG_LEVEL: 'silent',
    ...environment,
    DATA_DIR: folder,
  });
  const index = createMemoryIndex(SAMPLE_POLICIES);
  ctx = createAppContext(config, secrets, { index, embedders: NO_EMBEDDERS, ...overrides });
  server = createServer(createHttpApp(ctx));
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
}

async function stop(): Promise<void> {
  server.closeAllConnections();
  await new Promise((resolve) => server.close(resolve));
  await ctx.close();
}

function ask(
  key: string,
  body: object = { message: QUESTION },
  headers: Record<string, string> = {},
  signal?: AbortSignal,
): Promise<Response> {
  return fetch(`${url}/api/chat`, {
    method: 'POST',
    headers: { 'content-type': 'application/json', 'idempotency-key': key, ...headers },
    body: JSON.stringify(body),
    ...(signal && { signal }),
  });
}

const answerOf = async (reply: Response) => (await reply.json()) as Answer;
const isReplayed = (reply: Response) => reply.headers.get('idempotency-replayed') === 'true';

async function countTurns(headers: Record<string, string> = {}): Promise<number> {
  const reply = await fetch(`${url}/api/conversations`, { headers });
  const { conversations } = (await reply.json()) as { conversations: { turnCount: number }[] };
  return conversations.reduce((sum, { turnCount }) => sum + turnCount, 0);
}

describe('Idempotency-Key', () => {
  it('a request that is sent again is answered with the turn of the first', async () => {
    const first = await ask('k-1');
    expect(isReplayed(first)).toBe(false);
    const made = await answerOf(first);
    const again = await ask('k-1');
    expect(isReplayed(again)).toBe(true);
    expect(await answerOf(again)).toEqual(made);
    expect(await countTurns()).toBe(1);
    // The draft's form of the same key, and fields in another order.
    const quoted = await ask('"k-1"', { context: {}, filters: { units: [] }, message: QUESTION });
    expect(await answerOf(quoted)).toEqual(made);
    expect((await answerOf(await ask('k-2'))).messageId).not.toBe(made.messageId);
    expect(await countTurns()).toBe(2);
  });

  it('is replayed as a stream too', async () => {
    const made = await answerOf(await ask('k-1'));
    const again = await ask('k-1', { message: QUESTION }, { accept: 'text/event-stream' });
    expect(isReplayed(again)).toBe(true);
    const events = readEvents(await again.text());
    expect(events[0]).toMatchObject({ event: 'answer-start', data: { messageId: made.messageId } });
    expect(events.at(-1)).toEqual({ event: 'answer-end', data: made });
    const texts = events.filter(({ event }) => event === 'answer-delta');
    expect(texts.map(({ data }) => (data as { text: string }).text).join('')).toBe(made.answer);
    const cited = events.filter(({ event }) => event === 'citation-added').map(({ data }) => data);
    expect(cited).toEqual(made.citations);
  });

  it('a stream that made the turn is replayed as JSON', async () => {
    const first = await ask('k-1', { message: QUESTION }, { accept: 'text/event-stream' });
    expect(isReplayed(first)).toBe(false);
    const events = readEvents(await first.text());
    expect(events.filter(({ event }) => event === 'answer-end')).toHaveLength(1);
    expect(await answerOf(await ask('k-1'))).toEqual(events.at(-1)!.data);
  });

  it.each([
    ['another message', { message: '推行岸电优惠由谁牵头？' }],
    ['another filter', { message: QUESTION, filters: { role: 'lead' } }],
    ['another unit', { message: QUESTION, context: { unit: '市财政局' } }],
  ])('%s with the same key is 422', async (_title, other) => {
    await ask('k-1');
    const refused = await ask('k-1', other);
    expect(refused.status).toBe(422);
    expect(await refused.json()).toMatchObject({ code: 'idempotency-key-reused' });
    expect(await countTurns()).toBe(1);
  });

  it('a retry in the same conversation adds no turn, and a new key goes on', async () => {
    const { conversationId } = await answerOf(await ask('k-1'));
    const next = { message: '那配合单位呢？', conversationId };
    const second = await answerOf(await ask('k-2', next));
    expect(await answerOf(await ask('k-2', next))).toEqual(second);
    expect((await ask('k-2', { message: '那配合单位呢？' })).status).toBe(422);
    expect(await countTurns()).toBe(2);
  });

  it('twenty at once make one turn: the others get its answer, or are told to come back', async () => {
    const replies = await Promise.all(Array.from({ length: 20 }, () => ask('k-1')));
    const statuses = replies.map(({ status }) => status);
    expect(new Set(statuses)).toEqual(new Set(statuses.includes(409) ? [200, 409] : [200]));
    const answers = await Promise.all(replies.filter(({ status }) => status === 200).map(answerOf));
    expect(new Set(answers.map(({ messageId }) => messageId)).size).toBe(1);
    expect(await countTurns()).toBe(1);
    expect(isReplayed(await ask('k-1'))).toBe(true);
  });

  it('while the first is being answered a retry is 409 with Retry-After, another question 422', async () => {
    await stop();
    const { conversations, release, waiting } = holdFirstAppend();
    await start({}, { conversations: conversations(folder) });
    const first = ask('k-1');
    await waiting;
    const early = await ask('k-1');
    expect(early.status).toBe(409);
    expect(Number(early.headers.get('retry-after'))).toBeGreaterThan(0);
    expect(await early.json()).toMatchObject({ code: 'request-in-progress' });
    expect((await ask('k-1', { message: '推行岸电优惠由谁牵头？' })).status).toBe(422);
    release();
    const made = await answerOf(await first);
    expect(await answerOf(await ask('k-1'))).toEqual(made);
    await ctx.conversations.close();
  });

  it('where another process was quicker, its turn is the answer', async () => {
    await stop();
    const { conversations, release, waiting } = holdFirstAppend();
    await start({}, { conversations: conversations(folder) });
    const slow = ask('k-1', { message: QUESTION }, { accept: 'text/event-stream' });
    await waiting;
    const [slowServer, slowCtx] = [server, ctx];
    await start();
    const made = await answerOf(await ask('k-1'));
    release();
    const events = readEvents(await (await slow).text());
    expect(events.at(-1)).toEqual({ event: 'answer-end', data: made });
    expect(await countTurns()).toBe(1);
    slowServer.closeAllConnections();
    slowServer.close();
    await slowCtx.conversations.close();
    await slowCtx.close();
  });

  it('a client that left before the turn was kept has left nothing, and asks anew', async () => {
    await stop();
    const gate = holdIndex();
    await start({}, { index: gate.index });
    const noticed = new Promise((resolve) => {
      server.once('request', (_request, response) => response.once('close', resolve));
    });
    const left = new AbortController();
    const first = ask('k-1', { message: QUESTION }, {}, left.signal).catch(() => 'left');
    await gate.waiting;
    left.abort();
    expect(await first).toBe('left');
    await noticed;
    const second = ask('k-1');
    gate.release();
    const reply = await second;
    expect(reply.status).toBe(200);
    expect(isReplayed(reply)).toBe(false);
    expect(await countTurns()).toBe(1);
  });

  it('a client that lost the reply gets it after a restart', async () => {
    const made = await answerOf(await ask('k-1'));
    await stop();
    await start();
    const again = await ask('k-1');
    expect(isReplayed(again)).toBe(true);
    expect(await answerOf(again)).toEqual(made);
  });

  it('is forgotten with its conversation', async () => {
    const { conversationId } = await answerOf(await ask('k-1'));
    await fetch(`${url}/api/conversations/${conversationId}`, { method: 'DELETE' });
    const again = await ask('k-1');
    expect(isReplayed(again)).toBe(false);
    expect((await answerOf(again)).conversationId).not.toBe(conversationId);
  });

  it('belongs to its key and end user', async () => {
    await stop();
    const wanted = { name: 'x', scopes: ['ask' as const], documentIds: null, expiresAt: null };
    const keys = [1, 2].map(() => createKey({ ...wanted, mayNameEndUsers: true }, new Date()));
    const file = join(folder, 'keys.json');
    writeKeyFile(
      file,
      keys.map(({ key }) => key),
    );
    await start({ API_KEYS_FILE: file });
    const owners = keys.flatMap(({ secret }): Record<string, string>[] => [
      { authorization: `Bearer ${secret}` },
      { authorization: `Bearer ${secret}`, 'x-end-user': 'u1' },
    ]);
    const ids = new Set<string>();
    for (const headers of owners) {
      const reply = await ask('k-1', { message: QUESTION }, headers);
      expect(isReplayed(reply)).toBe(false);
      ids.add((await answerOf(reply)).messageId);
      expect(await countTurns(headers)).toBe(1);
    }
    expect(ids.size).toBe(owners.length);
  });

  it.each(['', '""', 'a b', 'x'.repeat(256), 'k\u00e9'])('%j is no key: 400', async (key) => {
    const refused = await ask(key);
    expect(refused.status).toBe(400);
    expect(await refused.json()).toMatchObject({ code: 'invalid-request' });
    expect(await countTurns()).toBe(0);
  });

  it('the longest key serves', async () => {
    expect((await ask('x'.repeat(255))).status).toBe(200);
    expect(isReplayed(await ask('x'.repeat(255)))).toBe(true);
  });

  it('is accepted and not read by /v1, which keeps no turns', async () => {
    const complete = (content: string) =>
      fetch(`${url}/v1/chat/completions`, {
        method: 'POST',
        headers: { 'content-type': 'application/json', 'idempotency-key': 'not a key' },
        body: JSON.stringify({ model: 'tiaowen', messages: [{ role: 'user', content }] }),
      });
    for (const reply of [await complete(QUESTION), await complete('推行岸电优惠由谁牵头？')]) {
      expect(reply.status).toBe(200);
      expect(isReplayed(reply)).toBe(false);
    }
    expect(await countTurns()).toBe(0);
  });
});

/** A gate that opens once. */
function createGate() {
  let open = () => {};
  const opened = new Promise<void>((resolve) => {
    open = resolve;
  });
  return { open, opened };
}

/** A store of the folder whose first append waits. */
function holdFirstAppend() {
  const [reached, released] = [createGate(), createGate()];
  const conversations = (dataDir: string): ConversationStore => {
    const store = openSqliteConversationStore({ dataDir });
    let isFirst = true;
    return {
      ...store,
      appendTurn: async (...args) => {
        if (isFirst) {
          isFirst = false;
          reached.open();
          await released.opened;
        }
        return await store.appendTurn(...args);
      },
    };
  };
  return { conversations, release: released.open, waiting: reached.opened };
}

/** An index that opens only when it is let. */
function holdIndex() {
  const [reached, released] = [createGate(), createGate()];
  const inner = createMemoryIndex(SAMPLE_POLICIES);
  const index = {
    ...inner,
    open: async () => {
      reached.open();
      await released.opened;
      return await inner.open();
    },
  };
  return { index, release: released.open, waiting: reached.opened };
}
