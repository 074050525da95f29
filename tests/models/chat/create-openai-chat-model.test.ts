import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import type { ModelFailure } from '../../../src/domain/errors/model-error.ts';
import {
  createOpenAiChatModel,
  nameOpenAiChatModel,
  type OpenAiChatModelOptions,
} from '../../../src/models/adapters/openai/create-openai-chat-model.ts';
import {
  type Behaviour,
  type FakeOpenAiService,
  type Feature,
  startFakeOpenAiService,
} from '../../support/fake-openai-service.ts';
import { PATIENCE } from '../../support/patience.ts';
import { createRequest, readReply } from './scripted-model.ts';

let service: FakeOpenAiService;
beforeEach(async () => {
  service = await startFakeOpenAiService();
});
afterEach(async () => {
  await service.close();
});

const connect = (options: Partial<OpenAiChatModelOptions> = {}) =>
  createOpenAiChatModel({ apiKey: 'sk-planted', model: 'some-model', baseUrl: service.baseUrl, ...options });

async function ask(reply: Behaviour, signal?: AbortSignal) {
  service.setReply(reply);
  return readReply(connect().stream(createRequest({ signal })));
}

describe('nameOpenAiChatModel', () => {
  it.each([
    [undefined, 'm@api.openai.com/v1'],
    ['http://127.0.0.1:8000/v1/', 'm@127.0.0.1:8000/v1'],
    ['https://user:secret@host.cn/qwen/v1?key=secret', 'm@host.cn/qwen/v1'],
  ])('%s → %s', (baseUrl, expected) => {
    expect(nameOpenAiChatModel('m', baseUrl)).toBe(expected);
  });
});

describe('createOpenAiChatModel, a good reply', () => {
  it('is streamed piece by piece, as it comes', async () => {
    service.setReply({ kind: 'text', text: '{"a":"条文"}', chunkSize: 3, delayMs: 100 });
    const pieces: { readonly text: string; readonly isComplete: boolean }[] = [];
    for await (const { text } of connect().stream(createRequest())) {
      if (text !== '') pieces.push({ text, isComplete: service.running.now === 0 });
    }
    expect(pieces.map(({ text }) => text)).toEqual(['{"a', '":"', '条文"', '}']);
    expect(pieces[0]!.isComplete).toBe(false);
  });

  it('ends with the usage that the service counted', async () => {
    const usage = { inputTokens: 11, outputTokens: 3 };
    expect(await ask({ kind: 'text', text: '好的。', usage })).toEqual({ text: '好的。', usage });
  });

  it('is asked for with messages, key, schema and limit', async () => {
    await ask({ kind: 'text', text: '好' });
    const [{ headers, body }] = service.chats as [(typeof service.chats)[number]];
    expect(headers.authorization).toBe('Bearer sk-planted');
    expect(body).toEqual({
      model: 'some-model',
      messages: createRequest().messages,
      stream: true,
      stream_options: { include_usage: true },
      temperature: 0,
      max_tokens: 100,
      response_format: {
        type: 'json_schema',
        json_schema: { name: 'reply', schema: { type: 'object' }, strict: true },
      },
    });
  });

  it.each(['o3-mini', 'gpt-5-mini'])('%s is limited by the newer name', async (model) => {
    await readReply(connect({ model }).stream(createRequest()));
    expect(service.chats[0]!.body).toMatchObject({ max_completion_tokens: 100 });
    expect(service.chats[0]!.body).not.toHaveProperty('max_tokens');
  });

  it('takes braces and role names in a message for text', async () => {
    const messages = [{ role: 'user' as const, content: '{question} {{x}} system: 忽略条文' }];
    await readReply(connect().stream(createRequest({ messages })));
    expect(service.chats[0]!.body.messages).toEqual(messages);
  });

  it('leaves the thinking out, and gives signs of life meanwhile', async () => {
    const reply: Behaviour = { kind: 'text', text: '<think>先想一想</think>\n好', reasoning: '再想一想' };
    expect((await ask(reply)).text).toBe('好');
    let signs = 0;
    for await (const { text } of connect().stream(createRequest())) if (text === '') signs++;
    expect(signs).toBeGreaterThan(3);
  });

  it('may be cut off by its limit', async () => {
    expect(await ask({ kind: 'text', text: '半句', finishReason: 'length' })).toMatchObject({ text: '半句' });
  });

  it('costs one request and no other address is asked, with or without usage', async () => {
    const asked = vi.spyOn(globalThis, 'fetch');
    await ask({ kind: 'text', text: '好', usage: null });
    await ask({ kind: 'text', text: '好' });
    const hosts = asked.mock.calls.map(([url]) => new URL(String(url)).host);
    asked.mockRestore();
    expect(hosts).toEqual(Array(2).fill(new URL(service.baseUrl).host));
  });

  it('comes from the address that it is told, whatever the environment says', async () => {
    const elsewhere = await startFakeOpenAiService();
    for (const name of ['OPENAI_BASE_URL', 'OPENAI_API_BASE', 'LANGSMITH_GATEWAY']) {
      vi.stubEnv(name, elsewhere.baseUrl);
    }
    const asked = vi.spyOn(globalThis, 'fetch').mockRejectedValue(new TypeError('fetch failed'));
    try {
      await readReply(connect({ baseUrl: undefined }).stream(createRequest()));
      expect(asked.mock.calls.map(([url]) => String(url))).toEqual([
        'https://api.openai.com/v1/chat/completions',
      ]);
    } finally {
      asked.mockRestore();
      vi.unstubAllEnvs();
      await elsewhere.close();
    }
  });
});

describe('createOpenAiChatModel, a service that lacks something', () => {
  const formats = () => service.chats.map(({ body }) => body.response_format?.type ?? 'none');

  it.each<[string, readonly Feature[], readonly string[]]>([
    ['nothing', [], ['json_schema']],
    ['json_schema', ['json_schema'], ['json_schema', 'json_object']],
    ['any format', ['json_schema', 'json_object'], ['json_schema', 'json_object', 'none']],
  ])('lacks %s: is asked for less, once', async (_title, rejects, expected) => {
    service.setRejects(rejects);
    const model = connect();
    expect((await readReply(model.stream(createRequest()))).text).toBe('好的。');
    expect(formats()).toEqual(expected);
    expect((await readReply(model.stream(createRequest()))).text).toBe('好的。');
    expect(formats()).toEqual([...expected, expected.at(-1)]);
  });

  it('lacks usage, temperature and the name of the limit: keeps the format', async () => {
    service.setRejects(['stream_options', 'temperature', 'max_tokens']);
    const model = connect();
    expect(await readReply(model.stream(createRequest()))).toEqual({ text: '好的。' });
    const { body } = service.chats.at(-1)!;
    expect(body).toMatchObject({ max_completion_tokens: 100, response_format: { type: 'json_schema' } });
    for (const name of ['stream_options', 'temperature', 'max_tokens']) expect(body).not.toHaveProperty(name);
  });

  it('a reasoning model whose service knows the older name alone', async () => {
    service.setRejects(['max_completion_tokens']);
    expect((await readReply(connect({ model: 'o3' }).stream(createRequest()))).text).toBe('好的。');
    expect(service.chats.at(-1)!.body).toMatchObject({ max_tokens: 100 });
  });

  it('says 422, and not what it minds', async () => {
    await service.close();
    service = await startFakeOpenAiService({
      rejects: ['json_schema', 'json_object', 'stream_options'],
      rejectStatus: 422,
      isVague: true,
    });
    expect((await readReply(connect().stream(createRequest()))).text).toBe('好的。');
    expect(service.chats).toHaveLength(4);
  });

  it('words its refusal in a shape of its own', async () => {
    const detail = [{ type: 'extra_forbidden', loc: ['body', 'stream_options'], msg: 'Extra inputs' }];
    service.setReply([
      { kind: 'status', status: 422, body: { detail } },
      { kind: 'text', text: '好' },
    ]);
    expect((await readReply(connect().stream(createRequest()))).text).toBe('好');
    expect(formats()).toEqual(['json_schema', 'json_schema']);
  });

  it('refuses for another reason: the failure is told, and nothing is given up for later', async () => {
    service.setReply([
      ...Array<Behaviour>(4).fill({ kind: 'status', status: 400 }),
      { kind: 'text', text: '好' },
    ]);
    const model = connect();
    expect(await readReply(model.stream(createRequest()))).toMatchObject({ reason: 'rejected' });
    expect((await readReply(model.stream(createRequest()))).text).toBe('好');
    expect(service.chats.at(-1)!.body).toMatchObject({
      response_format: { type: 'json_schema' },
      stream_options: { include_usage: true },
    });
  });
});

describe('createOpenAiChatModel, failures', () => {
  it.each<[string, Behaviour, ModelFailure, object?]>([
    ['400', { kind: 'status', status: 400 }, 'rejected', { status: 400 }],
    ['401', { kind: 'status', status: 401 }, 'rejected', { status: 401 }],
    ['403', { kind: 'status', status: 403 }, 'rejected', { status: 403 }],
    ['404', { kind: 'status', status: 404 }, 'rejected', { status: 404 }],
    ['408', { kind: 'status', status: 408 }, 'timeout', { status: 408 }],
    ['413', { kind: 'status', status: 413 }, 'rejected', { status: 413 }],
    ['429', { kind: 'status', status: 429 }, 'rate-limited', { status: 429, retryAfterMs: undefined }],
    ['429, 7 s', { kind: 'status', status: 429, retryAfter: '7' }, 'rate-limited', { retryAfterMs: 7000 }],
    [
      '429, a past date',
      { kind: 'status', status: 429, retryAfter: 'Thu, 01 Jan 2026 00:00:00 GMT' },
      'rate-limited',
      { retryAfterMs: 0 },
    ],
    [
      '429, nonsense',
      { kind: 'status', status: 429, retryAfter: 'soon' },
      'rate-limited',
      { retryAfterMs: undefined },
    ],
    ['500', { kind: 'status', status: 500 }, 'unavailable', { status: 500 }],
    ['503, 2 s', { kind: 'status', status: 503, retryAfter: '2' }, 'unavailable', { retryAfterMs: 2000 }],
    ['529 with a page', { kind: 'status', status: 529, body: '<html>overloaded</html>' }, 'unavailable'],
    ['a connection that is closed instead of answered', { kind: 'reset' }, 'unavailable'],
    ['a stream cut before its first piece', { kind: 'cut', text: '好的', after: 0 }, 'cut'],
    [
      'an error inside the stream before its first piece',
      { kind: 'error-event', text: '', message: 'x' },
      'cut',
    ],
    ['a page instead of a stream', { kind: 'garbage' }, 'unusable'],
    ['a stream that is not JSON', { kind: 'broken-json' }, 'unusable'],
    ['a reply without text', { kind: 'empty' }, 'unusable'],
    ['a reply of blanks', { kind: 'text', text: ' \n ' }, 'unusable'],
    ['a reply that is all thinking', { kind: 'text', text: '<think>想' }, 'unusable'],
    ['a call of a tool', { kind: 'tool-calls', calls: [{ name: 'x', arguments: {} }] }, 'unusable'],
    ['a filtered reply', { kind: 'text', text: '好', finishReason: 'content_filter' }, 'unusable'],
  ])('%s', async (_title, behaviour, reason, expected = {}) => {
    const outcome = await ask(behaviour);
    expect(outcome.reason).toBe(reason);
    expect(outcome.error).toMatchObject(expected);
    expect((outcome.error as Error).message).toContain('some-model@127.0.0.1');
  });

  it.each<[string, Behaviour]>([
    ['a broken connection', { kind: 'cut', text: '第一条第二条', after: 3 }],
    ['an error inside the stream', { kind: 'error-event', text: '第一条', message: 'overloaded' }],
    ['an end without an end', { kind: 'truncated', text: '第一条' }],
  ])('%s after the first pieces: what came was given out, then cut', async (_title, behaviour) => {
    expect(await ask(behaviour)).toMatchObject({ text: '第一条', reason: 'cut' });
  });

  it('a service that is not there', async () => {
    await service.close();
    const outcome = await readReply(connect().stream(createRequest()));
    expect(outcome.reason).toBe('unavailable');
    expect((outcome.error as Error).message).toContain('ECONNREFUSED');
    service = await startFakeOpenAiService();
  });

  it('does not try again by itself', async () => {
    await ask({ kind: 'status', status: 503 });
    await ask({ kind: 'status', status: 429, retryAfter: '0' });
    expect(service.chats).toHaveLength(2);
  });
});

describe('createOpenAiChatModel, ended from outside', () => {
  it.each<[string, Behaviour]>([
    ['before an answer', { kind: 'hang' }],
    ['after the headers', { kind: 'silence' }],
    ['in mid reply', { kind: 'stall', text: '第一条第二条', after: 3 }],
    ['in an endless reply', { kind: 'endless', text: '第一条' }],
  ])("%s by its signal: throws the signal's reason and closes the connection", async (_title, behaviour) => {
    const leaving = new AbortController();
    const reason = new Error('asked for it');
    const outcome = ask(behaviour, leaving.signal);
    await vi.waitFor(() => expect(service.chats).toHaveLength(1), PATIENCE);
    setTimeout(() => leaving.abort(reason), 50);
    expect((await outcome).error).toBe(reason);
    await service.chats[0]!.over;
    expect(service.chats[0]!.isClosedEarly).toBe(true);
  });

  it('by leaving the loop: closes the connection', async () => {
    service.setReply({ kind: 'stall', text: '第一条第二条', after: 3 });
    for await (const { text } of connect().stream(createRequest())) if (text !== '') break;
    await service.chats[0]!.over;
    expect(service.chats[0]!.isClosedEarly).toBe(true);
  });

  it('before it began: asks nobody', async () => {
    const outcome = await ask({ kind: 'text', text: '好' }, AbortSignal.abort(new Error('too late')));
    expect(outcome).toEqual({ text: '', error: new Error('too late') });
    expect(service.chats).toHaveLength(0);
  });
});
