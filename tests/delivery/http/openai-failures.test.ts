import { once } from 'node:events';
import type OpenAI from 'openai';
import { APIUserAbortError, InternalServerError } from 'openai';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { IndexMissingError } from '../../../src/domain/errors/index-missing-error.ts';
import { makeAnswer } from '../support/fake-assistant.ts';
import { ASKED, QUESTION, refusalOf, startOpenAiApp } from '../support/openai-app.ts';
import { postJson, type TestApp } from '../support/start-test-app.ts';

let app: TestApp;
let client: OpenAI;
beforeEach(async () => {
  ({ app, client } = await startOpenAiApp());
});
afterEach(() => app.close());

describe('errors', () => {
  it('are problems with an additional member', async () => {
    const response = await postJson(`${app.baseUrl}/v1/chat/completions`, { ...ASKED, n: 2 });
    expect(response.headers.get('content-type')).toBe('application/problem+json');
    expect(response.headers.get('cache-control')).toBe('no-store');
    expect(await response.json()).toMatchObject({
      status: 400,
      code: 'invalid-request',
      fields: [{ field: 'n', message: '只能为 1' }],
      error: {
        message: 'n：只能为 1',
        type: 'invalid_request_error',
        param: 'n',
        code: 'invalid_request',
      },
    });
  });

  it.each([
    ['GET', '/v1/embeddings', 404, 'not_found'],
    ['GET', '/v1', 404, 'not_found'],
    ['GET', '/v1/chat/completions', 405, 'method_not_allowed'],
    ['POST', '/v1/models', 405, 'method_not_allowed'],
    ['POST', '/v1/chat/completions', 415, 'unsupported_media_type'],
  ])('%s %s is %i for every client', async (method, path, status, code) => {
    const response = await fetch(`${app.baseUrl}${path}`, { method });
    expect(response.status).toBe(status);
    expect(await response.json()).toMatchObject({ status, error: { code, param: null } });
  });

  it('elsewhere there is no such member', async () => {
    for (const path of ['/api/documents/unknown', '/v10/models']) {
      expect(await (await fetch(`${app.baseUrl}${path}`)).json()).not.toHaveProperty('error');
    }
  });

  it("another site's page is refused", async () => {
    const error = await refusalOf(
      client.chat.completions.create(ASKED, { headers: { Origin: 'https://evil.example' } }),
    );
    expect(error).toMatchObject({ status: 403, code: 'forbidden_origin', type: 'permission_error' });
    expect(app.assistant.calls).toHaveLength(0);
  });

  it.each([false, true])('before the first chunk is an ordinary reply (stream: %s)', async (stream) => {
    app.assistant.behave = async () => {
      throw new IndexMissingError('no index in /somewhere/secret');
    };
    const error = await refusalOf(client.chat.completions.create({ ...ASKED, stream }));
    expect(error).toBeInstanceOf(InternalServerError);
    expect(error).toMatchObject({ status: 503, code: 'index_missing', type: 'server_error' });
    expect(error.headers?.get('retry-after')).toBe('10');
    expect(error.message).not.toContain('/somewhere');
  });

  it('after the first chunk is an event, without inner detail, and nothing follows', async () => {
    app.assistant.behave = async (request, _caller, options) => {
      const { conversationId, messageId } = makeAnswer(request);
      options?.onEvent?.({ type: 'answer-start', conversationId, messageId, resolvedQuestion: QUESTION });
      throw new Error('inner detail');
    };
    const stream = await client.chat.completions.create({ ...ASKED, stream: true });
    const chunks: unknown[] = [];
    const read = async () => {
      for await (const chunk of stream) chunks.push(chunk);
    };
    const error = await refusalOf(read());
    expect(chunks).toHaveLength(1);
    expect(error).toMatchObject({ code: 'internal_error', type: 'server_error' });
    expect(error.message).toBe('请把 requestId 告诉管理员，以便查找原因。');
    const text = await (
      await postJson(`${app.baseUrl}/v1/chat/completions`, { ...ASKED, stream: true })
    ).text();
    expect(text).not.toContain('[DONE]');
    expect(text).not.toContain('inner detail');
    expect(app.logs.join('')).toContain('inner detail');
  });

  it('an answer that takes too long is stopped', async () => {
    app.assistant.behave = () => new Promise(() => {});
    const error = await refusalOf(client.chat.completions.create(ASKED));
    expect(error).toMatchObject({ status: 504, code: 'answer_timeout' });
    expect(app.assistant.calls[0]?.signal?.aborted).toBe(true);
  });
});

describe('a client that leaves', () => {
  function holdAnswer(): Promise<AbortSignal> {
    return new Promise((resolve) => {
      app.assistant.behave = (request, _caller, options) => {
        const { conversationId, messageId } = makeAnswer(request);
        options?.onEvent?.({ type: 'answer-start', conversationId, messageId, resolvedQuestion: QUESTION });
        resolve(options!.signal!);
        return new Promise(() => {});
      };
    });
  }

  it('stops the work of a reply', async () => {
    const started = holdAnswer();
    const leave = new AbortController();
    const reply = client.chat.completions.create(ASKED, { signal: leave.signal }).catch((error) => error);
    const signal = await started;
    expect(signal.aborted).toBe(false);
    const aborted = once(signal, 'abort');
    leave.abort();
    await aborted;
    expect(await reply).toBeInstanceOf(APIUserAbortError);
  });

  it('stops the work of a stream', async () => {
    const started = holdAnswer();
    const stream = await client.chat.completions.create({ ...ASKED, stream: true });
    const aborted = once(await started, 'abort');
    for await (const _chunk of stream) break;
    await aborted;
  });

  it('one that stays to the end does not', async () => {
    await client.chat.completions.create(ASKED);
    for await (const _chunk of await client.chat.completions.create({ ...ASKED, stream: true })) {
      // read to the end
    }
    expect(app.assistant.calls.map((call) => call.signal?.aborted)).toEqual([false, false]);
  });
});
