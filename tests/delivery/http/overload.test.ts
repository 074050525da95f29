import { afterEach, describe, expect, it } from 'vitest';
import { makeAnswer } from '../support/fake-assistant.ts';
import { postJson, startTestApp, type TestApp } from '../support/start-test-app.ts';

let app: TestApp;
afterEach(() => app.close());

/** Worked on at once in one process. */
const AT_ONCE = 4;

/** The assistant answers nothing until `release` is called. */
function holdAnswers(): () => void {
  let release = () => {};
  const held = new Promise<void>((resolve) => {
    release = resolve;
  });
  app.assistant.behave = async (request, _caller, { signal } = {}) => {
    await Promise.race([
      held,
      new Promise((_resolve, reject) => signal?.addEventListener('abort', () => reject(signal.reason))),
    ]);
    return makeAnswer(request);
  };
  return release;
}

const ask = (signal?: AbortSignal) =>
  fetch(`${app.baseUrl}/api/chat`, {
    method: 'POST',
    headers: { 'Content-Type': 'application/json' },
    body: JSON.stringify({ message: '智慧管网由谁牵头？' }),
    ...(signal && { signal }),
  });

async function until(condition: () => boolean): Promise<void> {
  while (!condition()) await new Promise((resolve) => setTimeout(resolve, 5));
}

/** As many as can be worked on and may wait. */
async function fill(waiting: number): Promise<Promise<Response>[]> {
  const asked = Array.from({ length: AT_ONCE + waiting }, () => ask());
  await until(() => app.ctx.turns.working === AT_ONCE && app.ctx.turns.waiting === waiting);
  return asked;
}

describe('more questions than can be worked on', () => {
  it('wait up to a number; beyond it they are turned away at once, and everything else is served', async () => {
    app = await startTestApp({ MAX_WAITING_ANSWERS: '2' });
    const release = holdAnswers();
    const admitted = await fill(2);
    expect(app.assistant.calls).toHaveLength(AT_ONCE);
    for (const [path, body] of [
      ['/api/chat', { message: '问' }],
      ['/api/search', { query: '管网' }],
      ['/v1/chat/completions', { model: 'tiaowen', messages: [{ role: 'user', content: '问' }] }],
    ] as const) {
      const refused = await postJson(`${app.baseUrl}${path}`, body);
      expect(refused.status).toBe(503);
      expect(Number(refused.headers.get('retry-after'))).toBeGreaterThan(0);
      expect(await refused.json()).toMatchObject({ code: 'overloaded' });
    }
    for (const path of ['/healthz', '/readyz', '/api/documents'])
      expect((await fetch(`${app.baseUrl}${path}`)).status).toBe(200);
    release();
    for (const reply of await Promise.all(admitted)) expect(reply.status).toBe(200);
    expect((await ask()).status).toBe(200);
    expect(app.assistant.calls).toHaveLength(AT_ONCE + 3);
  });

  it('a client that leaves makes room, whether its question was begun or not', async () => {
    app = await startTestApp({ MAX_WAITING_ANSWERS: '1' });
    const release = holdAnswers();
    const [begun, queued] = [new AbortController(), new AbortController()];
    const first = ask(begun.signal).catch(() => 'left');
    await until(() => app.ctx.turns.working === 1);
    const others = Array.from({ length: AT_ONCE - 1 }, () => ask());
    await until(() => app.ctx.turns.working === AT_ONCE);
    const waiting = ask(queued.signal).catch(() => 'left');
    await until(() => app.ctx.turns.waiting === 1);
    queued.abort();
    await until(() => app.ctx.turns.waiting === 0);
    begun.abort();
    expect(await Promise.all([first, waiting])).toEqual(['left', 'left']);
    await until(() => app.ctx.turns.working === AT_ONCE - 1);
    expect(app.assistant.calls).toHaveLength(AT_ONCE);
    release();
    for (const reply of await Promise.all(others)) expect(reply.status).toBe(200);
  });

  it('what waits for something else does not keep others waiting', async () => {
    app = await startTestApp({ MAX_WAITING_ANSWERS: '1' });
    const release = holdAnswers();
    const behave = app.assistant.behave;
    app.assistant.behave = async (...args) => {
      app.ctx.turns.pass();
      return await behave(...args);
    };
    const asked = Array.from({ length: 10 }, () => ask());
    await until(() => app.assistant.calls.length === 10);
    expect(app.ctx.turns).toMatchObject({ working: 0, waiting: 0 });
    release();
    for (const reply of await Promise.all(asked)) expect(reply.status).toBe(200);
    expect(app.ctx.turns).toMatchObject({ working: 0, waiting: 0 });
  });
});
