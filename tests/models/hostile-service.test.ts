import { createServer, type RequestListener, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterEach, describe, expect, it } from 'vitest';
import { createOpenAiChatModel } from '../../src/models/adapters/openai/create-openai-chat-model.ts';
import { createOpenAiEmbedder } from '../../src/models/adapters/openai/create-openai-embedder.ts';
import { createCarefulFetch, ReplyTooLargeError } from '../../src/models/adapters/openai/fetch-carefully.ts';
import { createRequest, readReply } from './chat/scripted-model.ts';

/** More than any reply is; a client that reads it all is told apart by what the service could send. */
const FLOOD_BYTES = 192 * 1024 * 1024;
const CHUNK = Buffer.alloc(64 * 1024, 'x');

const servers: Server[] = [];
afterEach(async () => {
  for (const server of servers.splice(0)) {
    server.closeAllConnections();
    await new Promise((resolve) => server.close(resolve));
  }
});

async function listen(listener: RequestListener): Promise<string> {
  const server = createServer(listener);
  servers.push(server);
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
}

/** Sends `head` and then bytes, as fast as they are taken, up to FLOOD_BYTES. */
async function listenAndFlood(status: number, contentType: string, head = '') {
  const sent = { bytes: 0 };
  const origin = await listen((request, response) => {
    request.resume();
    response.writeHead(status, { 'Content-Type': contentType });
    response.write(head);
    const pour = () => {
      while (sent.bytes < FLOOD_BYTES && !response.destroyed) {
        sent.bytes += CHUNK.length;
        if (!response.write(CHUNK)) {
          response.once('drain', pour);
          return;
        }
      }
      response.end();
    };
    pour();
  });
  return { sent, baseUrl: `${origin}/v1` };
}

const chatOf = (baseUrl: string) =>
  createOpenAiChatModel({ apiKey: 'sk-planted', model: 'some-model', baseUrl });
const embedderOf = (baseUrl: string) =>
  createOpenAiEmbedder({ apiKey: 'sk-planted', model: 'some-model', baseUrl, dimension: 3, maxRetries: 0 });
const ask = (baseUrl: string) => readReply(chatOf(baseUrl).stream(createRequest()));

describe('a body without end', () => {
  // What sockets and buffers hold on the way counts as sent.
  const ON_THE_WAY = 16 * 1024 * 1024;

  it.each([400, 422, 429, 500])('of an error %i of a chat is not read', async (status) => {
    const { sent, baseUrl } = await listenAndFlood(status, 'application/json');
    expect(await ask(baseUrl)).toMatchObject({ error: { code: 'model-failed', status } });
    expect(sent.bytes).toBeLessThan(ON_THE_WAY);
  });

  it('of an error of embeddings is not read', async () => {
    const { sent, baseUrl } = await listenAndFlood(500, 'application/json');
    await expect(embedderOf(baseUrl).embedQuery('条文')).rejects.toMatchObject({ reason: 'unavailable' });
    expect(sent.bytes).toBeLessThan(ON_THE_WAY);
  });

  it('of embeddings breaks off', async () => {
    const { sent, baseUrl } = await listenAndFlood(200, 'application/json', '{"data":[],"model":"');
    await expect(embedderOf(baseUrl).embedQuery('条文')).rejects.toMatchObject({ reason: 'unusable' });
    expect(sent.bytes).toBeLessThan(64 * 1024 * 1024 + ON_THE_WAY);
  });

  it.each(['data: ', ': '])('of one event of a stream, %s, breaks off', async (head) => {
    const { sent, baseUrl } = await listenAndFlood(200, 'text/event-stream', head);
    expect(await ask(baseUrl)).toMatchObject({ reason: 'endless' });
    expect(sent.bytes).toBeLessThan(ON_THE_WAY);
  });
});

describe('createCarefulFetch', () => {
  it('breaks off a stream of short events too, once it is too long', async () => {
    const origin = await listen((_request, response) => {
      const timer = setInterval(() => response.write('data: x\n\n'.repeat(100)), 1);
      response.once('close', () => clearInterval(timer));
    });
    const response = await createCarefulFetch({ maxReplyBytes: 5000, maxEventBytes: 1000 })(origin);
    await expect(response.text()).rejects.toBeInstanceOf(ReplyTooLargeError);
  });

  it('leaves alone what is short', async () => {
    const origin = await listen((_request, response) => response.end('data: 条文\n\n'));
    expect(await (await createCarefulFetch()(origin)).text()).toBe('data: 条文\n\n');
  });
});

describe('a redirect', () => {
  it.each([301, 302, 303, 307, 308])(
    '%i is not followed: nothing reaches the other origin',
    async (status) => {
      const reached: string[] = [];
      const other = await listen((request, response) => {
        reached.push(request.url ?? '');
        response.end('{}');
      });
      const origin = await listen((request, response) => {
        request.resume();
        response.writeHead(status, { Location: `${other}${request.url}` }).end();
      });
      expect(await ask(`${origin}/v1`)).toMatchObject({ error: { reason: 'rejected', status } });
      await expect(embedderOf(`${origin}/v1`).embedQuery('条文')).rejects.toMatchObject({
        reason: 'rejected',
      });
      expect(reached).toEqual([]);
    },
  );
});

describe('figures of usage that cannot be', () => {
  it.each([
    ['-5', '3'],
    ['5', '-3'],
    // Reads as Infinity.
    ['1e400', '3'],
    ['2.5', '3'],
    ['5', '1e15'],
    ['"many"', '3'],
    ['null', 'null'],
  ])('%s and %s are left out, and the answer stays', async (prompt, completion) => {
    const origin = await listen((request, response) => {
      request.resume();
      const piece = (rest: string) =>
        `data: {"id":"c","object":"chat.completion.chunk","created":1,"model":"m",${rest}}\n\n`;
      response.writeHead(200, { 'Content-Type': 'text/event-stream' });
      response.write(piece('"choices":[{"index":0,"delta":{"content":"好的。"},"finish_reason":null}]'));
      response.write(piece('"choices":[{"index":0,"delta":{},"finish_reason":"stop"}]'));
      response.write(
        piece(`"choices":[],"usage":{"prompt_tokens":${prompt},"completion_tokens":${completion}}`),
      );
      response.end('data: [DONE]\n\n');
    });
    expect(await ask(`${origin}/v1`)).toEqual({ text: '好的。' });
  });
});
