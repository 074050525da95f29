import { afterEach, describe, expect, it } from 'vitest';
import {
  type FakeOpenAiOptions,
  type FakeOpenAiService,
  startFakeOpenAiService,
} from '../../support/fake-openai-service.ts';

let service: FakeOpenAiService;
afterEach(async () => {
  await service.close();
});

async function post(options: FakeOpenAiOptions, extra: object = {}, path = '/chat/completions') {
  service = await startFakeOpenAiService(options);
  return ask(extra, path);
}

function ask(extra: object = {}, path = '/chat/completions', signal?: AbortSignal): Promise<Response> {
  const body = { model: 'm', messages: [{ role: 'user', content: '你好' }], ...extra };
  return fetch(`${service.baseUrl}${path}`, { method: 'POST', body: JSON.stringify(body), signal });
}

// biome-ignore lint/suspicious/noExplicitAny: what a service sends
function readEvents(text: string): any[] {
  const lines = text.split('\n').filter((line) => line.startsWith('data: {'));
  return lines.map((line) => JSON.parse(line.slice(6)));
}

// biome-ignore lint/suspicious/noExplicitAny: what a service sends
function readJson(response: Response): Promise<any> {
  return response.json();
}

describe('fake OpenAI service', () => {
  it('streams a text in pieces, with a finish reason and the usage that was asked for', async () => {
    const usage = { inputTokens: 5, outputTokens: 6 };
    const response = await post(
      { reply: { kind: 'text', text: '一二三😀四', chunkSize: 2, usage } },
      { stream: true, stream_options: { include_usage: true } },
    );
    const text = await response.text();
    expect(response.headers.get('content-type')).toContain('text/event-stream');
    expect(text.endsWith('data: [DONE]\n\n')).toBe(true);
    const events = readEvents(text);
    const pieces = events.map(({ choices }) => choices[0]?.delta.content).filter(Boolean);
    expect(pieces).toEqual(['一二', '三😀', '四']);
    expect(events.map(({ choices }) => choices[0]?.finish_reason).filter(Boolean)).toEqual(['stop']);
    expect(events.at(-1).usage).toEqual({ prompt_tokens: 5, completion_tokens: 6, total_tokens: 11 });
  });

  it('sends no usage unless asked to', async () => {
    const response = await post({}, { stream: true });
    expect(readEvents(await response.text()).some(({ usage }) => usage)).toBe(false);
  });

  it('answers whole', async () => {
    const response = await post({ reply: { kind: 'text', text: '好' } });
    expect(await readJson(response)).toMatchObject({
      choices: [{ message: { content: '好' }, finish_reason: 'stop' }],
      usage: { prompt_tokens: 2, completion_tokens: 1 },
    });
  });

  it('gives its text as the arguments of a tool that is insisted on', async () => {
    const tools = [{ type: 'function', function: { name: 'answer' } }];
    const response = await post(
      { reply: { kind: 'text', text: '{"a":1}' } },
      { tools, tool_choice: tools[0] },
    );
    expect(await readJson(response)).toMatchObject({
      choices: [
        {
          message: { content: null, tool_calls: [{ function: { name: 'answer', arguments: '{"a":1}' } }] },
          finish_reason: 'tool_calls',
        },
      ],
    });
  });

  it('plays a list one after another and repeats the last', async () => {
    const statuses: number[] = [];
    statuses.push(
      (
        await post({
          reply: [
            { kind: 'status', status: 503 },
            { kind: 'text', text: '好' },
          ],
        })
      ).status,
    );
    for (let n = 0; n < 2; n++) statuses.push((await ask()).status);
    expect(statuses).toEqual([503, 200, 200]);
  });

  it('chooses by request, and records what came', async () => {
    const response = await post({
      reply: ({ body }, index) => ({ kind: 'text', text: `${index}${body.messages[0].content}` }),
    });
    expect((await readJson(response)).choices[0].message.content).toBe('0你好');
    expect(service.chats).toHaveLength(1);
    expect(service.chats[0]).toMatchObject({
      method: 'POST',
      path: '/v1/chat/completions',
      isClosedEarly: false,
    });
  });

  it.each(['json_schema', 'json_object'] as const)(
    'refuses %s as a service would that lacks it',
    async (type) => {
      const format = { type, ...(type === 'json_schema' && { json_schema: { name: 'a', schema: {} } }) };
      const response = await post({ rejects: [type], rejectStatus: 422 }, { response_format: format });
      expect(response.status).toBe(422);
      expect((await readJson(response)).error.message).toContain(type);
    },
  );

  it('keeps to its timetable: pieces are not early, and lateness does not add up', async () => {
    const before = performance.now();
    const response = await post(
      { reply: { kind: 'text', text: '字'.repeat(20), chunkSize: 1, delayMs: 10, firstDelayMs: 50 } },
      { stream: true },
    );
    await response.text();
    const [request] = service.chats;
    // The last of twenty pieces is due 19 pauses after the first.
    expect(performance.now() - request!.receivedAt).toBeGreaterThanOrEqual(50 + 190);
    expect(request!.receivedAt).toBeGreaterThanOrEqual(before);
  });

  it('notices a client that leaves an endless reply', async () => {
    service = await startFakeOpenAiService({ reply: { kind: 'endless', text: '没完没了' } });
    const leaving = new AbortController();
    const response = await ask({ stream: true }, undefined, leaving.signal);
    await response.body!.getReader().read();
    expect(service.running.now).toBe(1);
    leaving.abort();
    await service.chats[0]!.over;
    expect([service.chats[0]!.isClosedEarly, service.running.now]).toEqual([true, 0]);
  });

  it('asks for its key', async () => {
    const response = await post({ apiKey: 'sk-right' });
    expect(response.status).toBe(401);
  });

  it('computes vectors, as floats and in base64, and lists its models', async () => {
    service = await startFakeOpenAiService({ embed: (text) => [text.length, 0.5] });
    const floats = await ask({ input: ['ab', 'c'] }, '/embeddings');
    expect((await readJson(floats)).data.map(({ embedding }: { embedding: number[] }) => embedding)).toEqual([
      [2, 0.5],
      [1, 0.5],
    ]);
    const packed = (await readJson(await ask({ input: 'ab', encoding_format: 'base64' }, '/embeddings')))
      .data[0];
    const bytes = Uint8Array.from(Buffer.from(packed.embedding, 'base64'));
    expect([...new Float32Array(bytes.buffer)]).toEqual([2, 0.5]);
    const models = await fetch(`${service.baseUrl}/models`);
    expect((await readJson(models)).data[0].id).toBe('fake-model');
  });
});
