import type OpenAI from 'openai';
import { NotFoundError } from 'openai';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { CITATION } from '../support/fake-assistant.ts';
import { ASKED, CONTENT, extraOf, QUESTION, refusalOf, startOpenAiApp } from '../support/openai-app.ts';
import { postJson, type TestApp } from '../support/start-test-app.ts';

let app: TestApp;
let client: OpenAI;
beforeEach(async () => {
  ({ app, client } = await startOpenAiApp());
});
afterEach(() => app.close());

describe('chat.completions.create', () => {
  it('answers with footnotes and the extra field', async () => {
    const completion = await client.chat.completions.create(ASKED);
    expect(completion).toMatchObject({
      id: 'chatcmpl-message-1',
      object: 'chat.completion',
      model: 'tiaowen',
      system_fingerprint: 'v-sample',
      usage: { prompt_tokens: 0, completion_tokens: 0, total_tokens: 0 },
    });
    expect(Math.abs(completion.created - Date.now() / 1000)).toBeLessThan(60);
    const [choice] = completion.choices;
    expect(choice?.finish_reason).toBe('stop');
    expect(choice?.message.content).toBe(CONTENT);
    expect(CONTENT).toContain('\n\n出处：');
    expect(CONTENT).toContain('(https://zhengce.example.cn/tiaowen/clause/linjiang-water:1.1?v=hash-1.1)');
    expect(extraOf(choice!.message)).toMatchObject({
      messageId: 'message-1',
      indexVersion: 'v-sample',
      resolvedQuestion: QUESTION,
      mode: 'extractive',
      refused: false,
      refusal: null,
      citations: [CITATION],
      responsibleUnits: [{ name: '市水务局', role: 'lead' }, { name: '市财政局' }],
      followUps: [],
    });
  });

  it('streams the same text, then the extra field', async () => {
    const stream = await client.chat.completions.create({ ...ASKED, stream: true });
    const chunks: OpenAI.ChatCompletionChunk[] = [];
    for await (const chunk of stream) chunks.push(chunk);
    expect(chunks[0]?.choices[0]?.delta).toMatchObject({ role: 'assistant', content: '' });
    const texts = chunks.map((chunk) => chunk.choices[0]?.delta.content ?? '');
    expect(texts.slice(1, 3)).toEqual(['由市水务局牵头。', '[1]\n']);
    expect(texts.join('')).toBe(CONTENT);
    expect(new Set(chunks.map((chunk) => chunk.id))).toEqual(new Set(['chatcmpl-message-1']));
    expect(chunks.map((chunk) => chunk.choices[0]?.finish_reason)).toEqual([null, null, null, null, 'stop']);
    expect(chunks.at(-1)?.system_fingerprint).toBe('v-sample');
    expect(extraOf(chunks.at(-1)!.choices[0]!.delta)).toMatchObject({ citations: [CITATION] });
  });

  it('ends a stream with usage where that is asked for', async () => {
    const stream = await client.chat.completions.create({
      ...ASKED,
      stream: true,
      stream_options: { include_usage: true },
    });
    const chunks: OpenAI.ChatCompletionChunk[] = [];
    for await (const chunk of stream) chunks.push(chunk);
    expect(chunks.at(-1)).toMatchObject({ choices: [], usage: { total_tokens: 0 } });
    expect(chunks.slice(0, -1).every((chunk) => chunk.usage === null)).toBe(true);
  });

  it("works with the client's own stream helper, which puts the extra field on the final message", async () => {
    const completion = await client.chat.completions.stream(ASKED).finalChatCompletion();
    expect(completion.choices[0]?.message.content).toBe(CONTENT);
    expect(extraOf(completion.choices[0]!.message)).toMatchObject({ messageId: 'message-1' });
  });

  it('speaks server-sent events without names and says when it is done', async () => {
    const response = await postJson(`${app.baseUrl}/v1/chat/completions`, { ...ASKED, stream: true });
    expect(response.headers.get('content-type')).toBe('text/event-stream; charset=utf-8');
    expect(response.headers.get('x-accel-buffering')).toBe('no');
    const text = await response.text();
    expect(text).not.toContain('event:');
    expect(text.endsWith('data: [DONE]\n\n')).toBe(true);
  });
});

describe('models', () => {
  it('lists and retrieves the one there is', async () => {
    const { data } = await client.models.list();
    expect(data).toEqual([
      { id: 'tiaowen', object: 'model', created: expect.any(Number), owned_by: 'tiaowen' },
    ]);
    expect(await client.models.retrieve('tiaowen')).toMatchObject({ id: 'tiaowen', object: 'model' });
  });

  it.each([
    ['retrieved', () => client.models.retrieve('gpt-4o')],
    ['asked', () => client.chat.completions.create({ ...ASKED, model: 'gpt-4o' })],
    ['asked for a stream', () => client.chat.completions.create({ ...ASKED, model: 'gpt-4o', stream: true })],
  ])('another one is unknown when %s', async (_title, call) => {
    const error = await refusalOf(call());
    expect(error).toBeInstanceOf(NotFoundError);
    expect(error).toMatchObject({ code: 'model_not_found', param: 'model', type: 'invalid_request_error' });
    expect(error.message).toBe('404 没有名为“gpt-4o”的模型，本服务只有 tiaowen。');
    expect(error.requestID).toMatch(/^[\da-f-]{36}$/);
  });
});
