import { once } from 'node:events';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { Answer } from '../../../src/domain/answer.ts';
import { NotFoundError } from '../../../src/domain/errors/not-found-error.ts';
import { CITATION, makeAnswer } from '../support/fake-assistant.ts';
import { readEvents } from '../support/read-events.ts';
import { postJson, startTestApp, type TestApp } from '../support/start-test-app.ts';

const QUESTION = '智慧管网由谁牵头？';
const STREAM = { Accept: 'text/event-stream' };

let app: TestApp;
let chat: string;
beforeEach(async () => {
  app = await startTestApp({ ANSWER_TIMEOUT_SECONDS: '1' });
  chat = `${app.baseUrl}/api/chat`;
});
afterEach(() => app.close());

describe('POST /api/chat', () => {
  it('answers as JSON', async () => {
    const response = await postJson(chat, { message: QUESTION });
    expect(response.status).toBe(200);
    expect(response.headers.get('content-type')).toBe('application/json; charset=utf-8');
    expect(response.headers.get('cache-control')).toBe('no-store');
    expect(await response.json()).toEqual(makeAnswer({ message: QUESTION }));
  });

  it('hands filters, context and conversation on, an empty list as none', async () => {
    await postJson(chat, {
      message: QUESTION,
      conversationId: 'c-9',
      filters: { documentIds: ['linjiang-water'], units: [], role: 'lead', asOf: '2024-02-29' },
      context: { unit: '市水务局' },
      unknown: 'ignored',
    });
    expect(app.assistant.calls[0]).toMatchObject({
      request: {
        message: QUESTION,
        conversationId: 'c-9',
        filters: { documentIds: ['linjiang-water'], role: 'lead', asOf: '2024-02-29' },
        context: { unit: '市水务局' },
      },
      caller: { owner: { keyId: 'anonymous', endUser: null }, visibility: 'all' },
    });
    expect(app.assistant.calls[0]?.request.filters?.units).toBeUndefined();
    expect(app.assistant.calls[0]?.request).not.toHaveProperty('unknown');
  });

  it('streams the same reply, each citation before the text that marks it', async () => {
    const json = (await (await postJson(chat, { message: QUESTION })).json()) as Answer;
    const response = await postJson(chat, { message: QUESTION }, STREAM);
    expect(response.status).toBe(200);
    expect(response.headers.get('content-type')).toBe('text/event-stream; charset=utf-8');
    expect(response.headers.get('x-accel-buffering')).toBe('no');
    const events = readEvents(await response.text());
    expect(events.map((event) => event.event)).toEqual([
      'answer-start',
      'citation-added',
      'answer-delta',
      'answer-delta',
      'answer-end',
    ]);
    expect(events[0]?.data).toEqual({
      conversationId: 'conversation-1',
      messageId: 'message-1',
      resolvedQuestion: QUESTION,
    });
    expect(events[1]?.data).toEqual(JSON.parse(JSON.stringify(CITATION)));
    expect(events.at(-1)?.data).toEqual(json);
    const deltas = events.filter((event) => event.event === 'answer-delta');
    expect(deltas.map((event) => (event.data as { text: string }).text).join('')).toBe(json.answer);
  });

  it.each(['*/*', 'application/json', 'text/html', 'application/json, text/event-stream;q=0.5'])(
    'answers Accept: %s as JSON',
    async (accept) => {
      const response = await postJson(chat, { message: QUESTION }, { Accept: accept });
      expect(response.headers.get('content-type')).toContain('application/json');
    },
  );

  it('accepts 4000 characters, counted as people see them', async () => {
    expect((await postJson(chat, { message: '𠮷'.repeat(4000) })).status).toBe(200);
    expect((await postJson(chat, { message: '𠮷'.repeat(4001) })).status).toBe(400);
  });

  it('an error before the stream begins is an ordinary problem', async () => {
    app.assistant.behave = async () => {
      throw new NotFoundError('conversation c-x of key anonymous');
    };
    const response = await postJson(chat, { message: QUESTION, conversationId: 'c-x' }, STREAM);
    expect(response.status).toBe(404);
    expect(response.headers.get('content-type')).toContain('application/problem+json');
    expect(await response.json()).toMatchObject({ code: 'not-found', status: 404 });
  });

  it('an error after the stream has begun is an answer-error, without inner detail', async () => {
    app.assistant.behave = async (request, _caller, options) => {
      options?.onEvent?.({
        type: 'answer-start',
        conversationId: 'c',
        messageId: 'm',
        resolvedQuestion: request.message,
      });
      throw new Error('inner detail');
    };
    const response = await postJson(chat, { message: QUESTION }, STREAM);
    expect(response.status).toBe(200);
    const events = readEvents(await response.text());
    expect(events.map((event) => event.event)).toEqual(['answer-start', 'answer-error']);
    expect(events[1]?.data).toMatchObject({
      code: 'internal-error',
      status: 500,
      requestId: response.headers.get('x-request-id'),
    });
    expect(JSON.stringify(events)).not.toContain('inner detail');
    expect(app.logs.join('')).toContain('inner detail');
  });

  it.each([{}, STREAM])('a client that leaves stops the work (%o)', async (accept) => {
    const started = new Promise<AbortSignal>((resolve) => {
      app.assistant.behave = (_request, _caller, options) => {
        resolve(options!.signal!);
        return new Promise(() => {});
      };
    });
    const leave = new AbortController();
    const reply = fetch(chat, {
      method: 'POST',
      headers: { 'Content-Type': 'application/json', ...accept },
      body: JSON.stringify({ message: QUESTION }),
      signal: leave.signal,
    }).catch(() => 'left');
    const signal = await started;
    expect(signal.aborted).toBe(false);
    const aborted = once(signal, 'abort');
    leave.abort();
    await aborted;
    expect(await reply).toBe('left');
  });

  it('work that ignores the time limit is answered with 504 and told to stop', async () => {
    app.assistant.behave = () => new Promise(() => {});
    const response = await postJson(chat, { message: QUESTION });
    expect(response.status).toBe(504);
    expect(await response.json()).toMatchObject({ code: 'answer-timeout' });
    expect(app.assistant.calls[0]?.signal?.aborted).toBe(true);
  });

  it('a finished answer does not abort its signal', async () => {
    await (await postJson(chat, { message: QUESTION })).json();
    await (await postJson(chat, { message: QUESTION }, STREAM)).text();
    expect(app.assistant.calls.map((call) => call.signal?.aborted)).toEqual([false, false]);
  });
});
