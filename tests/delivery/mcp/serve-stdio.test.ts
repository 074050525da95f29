import { PassThrough } from 'node:stream';
import { afterEach, expect, it } from 'vitest';
import { serveStdio } from '../../../src/delivery/mcp/serve-stdio.ts';
import { startTestApp, type TestApp } from '../support/start-test-app.ts';
import { message } from './connect-agent.ts';

let app: TestApp;
afterEach(() => app.close());

async function serve() {
  app = await startTestApp();
  app.assistant.behave = (_request, _caller, { signal } = {}) =>
    new Promise((_resolve, reject) => signal?.addEventListener('abort', () => reject(signal.reason)));
  const [input, output, stop] = [new PassThrough(), new PassThrough(), new AbortController()];
  let told = '';
  output.on('data', (chunk) => {
    told += chunk;
  });
  const ended = serveStdio(app.ctx, { secret: null, input, output, stop: stop.signal, graceMs: 50 });
  const send = (...messages: readonly unknown[]) =>
    input.write(messages.map((each) => `${JSON.stringify(each)}\n`).join(''));
  return { input, stop, ended, send, told: () => told };
}

const ask = (id: number) => message('tools/call', { name: 'ask', arguments: { question: '问' } }, id);

async function until(condition: () => boolean): Promise<void> {
  while (!condition()) await new Promise((resolve) => setTimeout(resolve, 5));
}

it('a call that its client cancels is stopped and not replied to; others go on', async () => {
  const { input, ended, send, told } = await serve();
  send(ask(1), ask(2));
  await until(() => app.assistant.calls.length === 2);
  send(message('notifications/cancelled', { requestId: 1, reason: 'no longer wanted' }, null));
  await until(() => app.assistant.calls[0]!.signal!.aborted);
  expect(app.assistant.calls[1]!.signal!.aborted).toBe(false);
  send(message('ping', {}, 3));
  await until(() => told().includes('"id":3'));
  expect(told()).not.toContain('"id":1');
  input.end();
  await ended;
  expect(app.assistant.calls[1]!.signal!.aborted).toBe(true);
});

it('what does not end is given up when it is told to stop', async () => {
  const { stop, ended, send } = await serve();
  send(ask(1));
  await until(() => app.assistant.calls.length === 1);
  stop.abort();
  await ended;
  expect(app.assistant.calls[0]!.signal!.aborted).toBe(true);
  expect(app.ctx.turns).toMatchObject({ working: 0, waiting: 0 });
});
