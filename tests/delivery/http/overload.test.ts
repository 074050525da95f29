import { afterEach, describe, expect, it } from 'vitest';
import { makeAnswer } from '../support/fake-assistant.ts';
import { postJson, startTestApp, type TestApp } from '../support/start-test-app.ts';

let app: TestApp;
afterEach(() => app.close());

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

const ask = (path = '/api/chat', options: RequestInit = {}) =>
  fetch(`${app.baseUrl}${path}`, {
    method: 'POST',
    headers: { 'Content-Type': 'application/json' },
    body: JSON.stringify({ message: '智慧管网由谁牵头？' }),
    ...options,
  });

async function until(condition: () => boolean): Promise<void> {
  while (!condition()) await new Promise((resolve) => setTimeout(resolve, 5));
}

describe('more questions than can be worked on', () => {
  it('are turned away at once with 503 and Retry-After, and those admitted are answered', async () => {
    app = await startTestApp({ MAX_ACTIVE_ANSWERS: '2' });
    const release = holdAnswers();
    const admitted = [ask(), ask()];
    await until(() => app.assistant.calls.length === 2);
    for (const path of ['/api/chat', '/api/search', '/v1/chat/completions']) {
      const refused = await ask(path);
      expect(refused.status).toBe(503);
      expect(Number(refused.headers.get('retry-after'))).toBeGreaterThan(0);
      expect(await refused.json()).toMatchObject({ code: 'overloaded' });
    }
    expect((await fetch(`${app.baseUrl}/healthz`)).status).toBe(200);
    expect((await fetch(`${app.baseUrl}/api/documents`)).status).toBe(200);
    release();
    for (const reply of await Promise.all(admitted)) expect(reply.status).toBe(200);
    expect((await ask()).status).toBe(200);
    expect(app.assistant.calls).toHaveLength(3);
  });

  it('make room when a client leaves', async () => {
    app = await startTestApp({ MAX_ACTIVE_ANSWERS: '1' });
    const release = holdAnswers();
    const leaving = new AbortController();
    const left = ask('/api/chat', { signal: leaving.signal }).catch(() => 'left');
    await until(() => app.assistant.calls.length === 1);
    leaving.abort();
    expect(await left).toBe('left');
    release();
    let status = 503;
    while (status === 503) status = (await ask()).status;
    expect(status).toBe(200);
  });

  it('do not count answers that only wait for the model', async () => {
    let waiting = 0;
    app = await startTestApp({ MAX_ACTIVE_ANSWERS: '1' }, { openModelCalls: () => waiting });
    const release = holdAnswers();
    const first = ask();
    await until(() => app.assistant.calls.length === 1);
    expect((await ask()).status).toBe(503);
    waiting = 1;
    const second = ask();
    await until(() => app.assistant.calls.length === 2);
    expect((await ask()).status).toBe(503);
    release();
    expect((await first).status).toBe(200);
    expect((await second).status).toBe(200);
  });

  it('free their place where the request itself is refused', async () => {
    app = await startTestApp({ MAX_ACTIVE_ANSWERS: '1' });
    for (let n = 0; n < 3; n++) {
      expect((await postJson(`${app.baseUrl}/api/chat`, { message: '' })).status).toBe(400);
    }
    expect((await ask()).status).toBe(200);
  });
});
