import { createServer, type RequestListener } from 'node:http';
import { connect, type Socket } from 'node:net';
import fc from 'fast-check';
import { afterEach, describe, expect, it, vi } from 'vitest';
import { createHttpApp } from '../../../src/delivery/http/create-http-app.ts';
import { createExportSlots } from '../../../src/delivery/http/export-slots.ts';
import { sendInPieces } from '../../../src/delivery/http/send-in-pieces.ts';
import { createSharedReads } from '../../../src/delivery/http/share-reads.ts';
import { startHttpServer } from '../../../src/delivery/http/start-http-server.ts';
import type { ConnectionLimits } from '../../../src/delivery/http/watch-connections.ts';
import { createMemoryIndex } from '../../assistant/memory-index.ts';
import { makeTurn } from '../../contracts/conversation-store.contract.ts';
import { PATIENCE } from '../../support/patience.ts';
import { startTestApp, type TestApp } from '../support/start-test-app.ts';

const LOOPBACK = { host: '127.0.0.1', port: 0 };

const closing: (() => Promise<unknown>)[] = [];
afterEach(async () => {
  for (const close of closing.splice(0).reverse()) await close();
});

/** Served as the program does it; tells what lies in the buffers of all connections. */
async function serve(listener: RequestListener, limits: ConnectionLimits = {}) {
  const sockets = new Set<Socket>();
  let most = 0;
  const measure = () => {
    let sum = 0;
    for (const { writableLength } of sockets) sum += writableLength;
    most = Math.max(most, sum);
  };
  const server = await startHttpServer(
    (request, response) => {
      sockets.add(request.socket);
      measure();
      response.once('close', measure);
      listener(request, response);
    },
    LOOPBACK,
    limits,
  );
  const timer = setInterval(measure, 5);
  closing.push(async () => {
    clearInterval(timer);
    await server.stop({ graceMs: 0 });
  });
  return { url: server.url, port: Number(new URL(server.url).port), mostUnsent: () => most };
}

/** Asks `times` times at once and reads nothing. */
async function askAndNeverRead(port: number, path: string, times: number): Promise<Socket> {
  const socket = connect(port, '127.0.0.1').pause();
  socket.on('error', () => {});
  closing.push(async () => socket.destroy());
  await new Promise((resolve) => socket.once('connect', resolve));
  socket.write(
    `GET ${path} HTTP/1.1\r\nHost: 127.0.0.1\r\nAccept: text/csv, */*;q=0.1\r\n\r\n`.repeat(times),
  );
  return socket;
}

/** A connection that was reset may be closed before anybody looks. */
async function readToEnd(socket: Socket): Promise<void> {
  if (!socket.closed) await new Promise((resolve) => socket.resume().once('close', resolve));
}

const settled = () => new Promise((resolve) => setTimeout(resolve, 300));

describe('a client that asks and never reads', () => {
  const TEXT = '市水务局牵头建设管网监测平台。'.repeat(150_000);

  it.each([
    ['the text of a document', '/api/documents/plan/source'],
    ['a table', `/api/units/${encodeURIComponent('市水务局')}/tasks`],
  ])('costs little, however many of them ask for %s', async (_what, path) => {
    const clauses = Array.from({ length: 150 }, (_, n) => ({
      path: [`第${n}项`.repeat(12_000)],
      text: n === 0 ? TEXT : `第${n}项`,
      phrase: '（…）',
      units: ['lead:市水务局'],
    }));
    const app = await startApp(createMemoryIndex([{ id: 'plan', title: '计划', clauses }]));
    const { port, mostUnsent } = await serve(createHttpApp(app.ctx));
    for (let n = 0; n < 40; n++) await askAndNeverRead(port, path, 5);
    await vi.waitFor(() => expect(mostUnsent()).toBeGreaterThan(0), PATIENCE);
    await settled();
    // 40 × 5 replies of many megabytes; what a connection holds is a few pieces.
    expect(mostUnsent()).toBeLessThan(40 * 256 * 1024);
  });

  it('has one request worked on at a time, and is cut off where it sends too many', async () => {
    let asked = 0;
    const { port } = await serve((_request, response) => {
      asked++;
      response.end('x'.repeat(20_000_000));
    });
    const patient = await askAndNeverRead(port, '/', 8);
    await vi.waitFor(() => expect(asked).toBeGreaterThan(0), PATIENCE);
    await settled();
    expect(asked).toBe(1);
    expect(patient.destroyed).toBe(false);
    const greedy = await askAndNeverRead(port, '/', 9);
    await readToEnd(greedy);
    expect(asked).toBe(2);
  });

  it('is cut off after a while, one that waits for its answer is not', async () => {
    const { port, url } = await serve(
      (request, response) => {
        if (request.url === '/slow') setTimeout(() => response.end('answer'), 2000);
        else response.end('x'.repeat(20_000_000));
      },
      { stallMs: 500 },
    );
    const stalled = await askAndNeverRead(port, '/', 1);
    expect(await (await fetch(`${url}/slow`)).text()).toBe('answer');
    await settled();
    // Reading now, it finds the end of what was sent, far before the end of the reply.
    let bytes = 0;
    stalled.on('data', (chunk) => {
      bytes += chunk.length;
    });
    await readToEnd(stalled);
    expect(bytes).toBeLessThan(20_000_000);
  });

  it('is cut off where all together hold too much, those with most first', async () => {
    const { port } = await serve(
      (request, response) => response.end('x'.repeat(request.url === '/much' ? 40e6 : 15e6)),
      {
        maxUnsentBytes: 30e6,
        lookEveryMs: 50,
      },
    );
    const little = await askAndNeverRead(port, '/little', 1);
    const much = await askAndNeverRead(port, '/much', 1);
    await settled();
    const bytesOf = async (socket: Socket) => {
      let bytes = 0;
      socket.on('data', (chunk) => {
        bytes += chunk.length;
        if (bytes > 15e6) socket.destroy();
      });
      await readToEnd(socket);
      return bytes;
    };
    expect(await bytesOf(much)).toBeLessThan(15e6);
    expect(await bytesOf(little)).toBeGreaterThan(15e6);
  });
});

it('pipelined requests are answered in order', async () => {
  const { port } = await serve((request, response) => {
    setTimeout(() => response.end(`reply to ${request.url};`), request.url === '/0' ? 50 : 0);
  });
  const socket = connect(port, '127.0.0.1');
  closing.push(async () => socket.destroy());
  socket.write([0, 1, 2].map((n) => `GET /${n} HTTP/1.1\r\nHost: x\r\n\r\n`).join(''));
  let text = '';
  socket.on('data', (chunk) => {
    text += chunk;
  });
  while (!text.includes('/2;')) await new Promise((resolve) => socket.once('data', resolve));
  expect(text.match(/reply to \/\d/g)).toEqual(['reply to /0', 'reply to /1', 'reply to /2']);
});

describe('sendInPieces', () => {
  async function send(pieces: () => Iterable<string> | AsyncIterable<string>) {
    const problems: unknown[] = [];
    const server = createServer((request, response) => {
      Object.assign(response, { req: request });
      sendInPieces(response as never, pieces()).catch((error) => {
        problems.push(error);
        response.destroy();
      });
    });
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    const { port } = server.address() as { port: number };
    try {
      return { text: await (await fetch(`http://127.0.0.1:${port}`)).text(), problems };
    } catch {
      return { text: null, problems };
    } finally {
      server.closeAllConnections();
      server.close();
    }
  }

  it('sends any text as it is, wherever it is cut', async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.array(fc.string({ unit: fc.constantFrom('x', '条', '𠮷') })),
        fc.nat(3),
        async (words, n) => {
          const pieces = words.map((word, i) => (i % 3 === n ? word.repeat(20_000) : word));
          expect((await send(() => pieces)).text).toBe(pieces.join(''));
        },
      ),
      { numRuns: 20 },
    );
  });

  it('cuts the reply short where a piece fails, so that it does not pass for whole', async () => {
    const { text, problems } = await send(async function* () {
      yield 'x'.repeat(100_000);
      throw new Error('the disk failed');
    });
    expect(text).toBeNull();
    expect(problems).toMatchObject([{ message: 'the disk failed' }]);
  });
});

describe('the export of personal data', () => {
  it('reads a conversation only once the one before is taken', async () => {
    const app = await startApp();
    const owner = { keyId: 'anonymous', endUser: null };
    const question = '问'.repeat(40_000);
    for (let n = 0; n < 60; n++) {
      for (let turn = 0; turn < 4; turn++)
        await app.ctx.conversations.appendTurn(
          `c-${n}`,
          owner,
          { ...makeTurn(turn), messageId: `m-${n}-${turn}`, question },
          { create: true },
        );
    }
    let read = 0;
    const conversations = {
      ...app.ctx.conversations,
      get: (...args: Parameters<typeof app.ctx.conversations.get>) => {
        read++;
        return app.ctx.conversations.get(...args);
      },
    };
    const { port, url } = await serve(createHttpApp({ ...app.ctx, conversations }));
    const socket = await askAndNeverRead(port, '/api/personal-data', 1);
    await settled();
    const ahead = read;
    expect(ahead).toBeGreaterThan(0);
    expect(ahead).toBeLessThan(60);
    socket.destroy();
    const whole = (await (await fetch(`${url}/api/personal-data`)).json()) as { conversations: unknown[] };
    expect(whole.conversations).toHaveLength(60);
  });
});

it('exports are few at once, and one payer has half of them at most', async () => {
  const slots = createExportSlots(4);
  let end = () => {};
  const held = new Promise<void>((resolve) => {
    end = resolve;
  });
  const busy = [1, 2].map(() => slots.run('a', () => held));
  await expect(slots.run('a', async () => 'x')).rejects.toMatchObject({ code: 'overloaded' });
  busy.push(...[1, 2].map(() => slots.run('b', () => held)));
  await expect(slots.run('c', async () => 'x')).rejects.toMatchObject({ code: 'overloaded' });
  end();
  await Promise.all(busy);
  expect(await slots.run('a', async () => 'x')).toBe('x');
});

it('what several replies send is read once, and forgotten with the last', async () => {
  const shared = createSharedReads<object>();
  let reads = 0;
  const read = async () => {
    reads++;
    return {};
  };
  const values = await Promise.all([1, 2, 3].map(() => shared.use('k', read, async (value) => value)));
  expect(new Set(values).size).toBe(1);
  await shared.use('k', read, async () => {});
  expect(reads).toBe(2);
});

async function startApp(index?: ReturnType<typeof createMemoryIndex>): Promise<TestApp> {
  const app = await startTestApp({}, index ? { index } : {});
  closing.push(() => app.close());
  return app;
}
