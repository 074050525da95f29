import { mkdtempSync, rmSync } from 'node:fs';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { type AppContext, createAppContext } from '../../src/app-context.ts';
import { loadConfig } from '../../src/config/config.ts';
import { createHttpApp } from '../../src/delivery/http/create-http-app.ts';
import type { Answer } from '../../src/domain/answer.ts';
import { createLogger } from '../../src/logging.ts';
import { preloadChatModel } from '../../src/models/create-chat-model.ts';
import { readEvents } from '../delivery/support/read-events.ts';
import {
  type Behaviour,
  type FakeOpenAiService,
  type RecordedRequest,
  startFakeOpenAiService,
} from '../support/fake-openai-service.ts';
import { readPromptOf } from '../support/writers/prompt-evidence.ts';
import { STYLES } from '../support/writers/render-reply.ts';
import { writeHonestly } from '../support/writers/write-honestly.ts';
import { publishSampleIndex } from './publish-sample-index.ts';

const KEY = 'sk-planted-key-0123456789';
const QUESTION = '建设管网监测平台由谁牵头？';

let dataDir: string;
let service: FakeOpenAiService;
let running: { readonly ctx: AppContext; readonly server: Server; readonly url: string } | null;
let logs: string[];

// Loading it takes longer than a call may take here.
beforeAll(preloadChatModel);

beforeEach(async () => {
  dataDir = mkdtempSync(join(tmpdir(), 'tiaowen-model-'));
  await publishSampleIndex(dataDir);
  service = await startFakeOpenAiService({ reply: honest, apiKey: KEY });
  running = null;
  logs = [];
});
afterEach(async () => {
  running?.server.closeAllConnections();
  await new Promise((resolve) => running?.server.close(resolve) ?? resolve(null));
  await running?.ctx.close();
  await service.close();
  rmSync(dataDir, { recursive: true });
});

describe('with a chat model', () => {
  it('answers in its words, marked, with usage as the service counts it', async () => {
    await start();
    const answer = await ask(QUESTION);
    expect(answer).toMatchObject({
      mode: 'model',
      aiGenerated: true,
      modelReport: { model: 'fake-model', dropped: 0, usage: { outputTokens: expect.any(Number) } },
    });
    expect(answer.answer).toContain('AI生成');
    expect(service.chats[0]!.headers.authorization).toBe(`Bearer ${KEY}`);
  });

  it('streams the same answer', async () => {
    await start();
    const response = await post('/api/chat', { message: QUESTION }, { Accept: 'text/event-stream' });
    const events = readEvents(await response.text());
    const text = events.flatMap(({ event, data }) =>
      event === 'answer-delta' ? [(data as { text: string }).text] : [],
    );
    const last = events.at(-1)!.data as Answer;
    expect(last).toMatchObject({ mode: 'model', aiGenerated: true });
    expect(text.join('')).toBe(last.answer);
  });

  it('marks the answer for clients of OpenAI’s API too', async () => {
    await start();
    const response = await post('/v1/chat/completions', {
      model: 'tiaowen',
      messages: [{ role: 'user', content: QUESTION }],
    });
    const { choices } = (await response.json()) as {
      choices: { message: { content: string; tiaowen: Partial<Answer> } }[];
    };
    expect(choices[0]!.message.content).toContain('AI生成');
    expect(choices[0]!.message.tiaowen).toMatchObject({ mode: 'model', aiGenerated: true });
  });

  it('sends no number of a person', async () => {
    await start();
    await ask(`我是110101199003078515，手机13800138000，${QUESTION}`);
    const sent = JSON.stringify(service.chats.map(({ body }) => body));
    expect(sent).toContain('管网监测平台');
    expect(sent).not.toMatch(/110101199003078515|13800138000/);
  });

  it('calls it no more often at once than allowed', async () => {
    service.setReply((request) => ({ ...honest(request), firstDelayMs: 30 }));
    await start({ MODEL_CONCURRENCY: '2' });
    const answers = await Promise.all(
      Array.from({ length: 8 }, (_, i) => ask(`${QUESTION}${'？'.repeat(i)}`, { asOf: `2024-01-0${i + 1}` })),
    );
    expect(service.running.most).toBeLessThanOrEqual(2);
    expect(answers.every(({ mode }) => mode === 'model')).toBe(true);
  });

  it('stops calling for a client that leaves', async () => {
    service.setReply({ kind: 'stall', text: '{"statements":[', after: 10 });
    await start();
    const controller = new AbortController();
    const asked = post('/api/chat', { message: QUESTION }, {}, controller.signal);
    await until(() => service.chats.length === 1);
    controller.abort();
    await expect(asked).rejects.toThrow();
    await service.chats[0]!.over;
    expect(service.chats[0]!.isClosedEarly).toBe(true);
  });

  it('spends no more than the day’s budget', async () => {
    await start({ DAILY_MODEL_TOKENS: '10' });
    expect(await ask(QUESTION)).toMatchObject({ mode: 'extractive', notices: [{ code: 'model-budget' }] });
    expect(service.chats).toHaveLength(0);
  });

  it('takes up a busy service after the time it asks for', async () => {
    service.setReply((request, index) =>
      index === 0 ? { kind: 'status', status: 429, retryAfter: '0' } : honest(request),
    );
    await start();
    expect(await ask(QUESTION)).toMatchObject({ mode: 'model' });
    // The message is read (refused once), evidence is picked, then the answer is written.
    expect(service.chats).toHaveLength(4);
  });

  it.each([
    [{ rejects: ['json_schema'] }, 4],
    [{ rejects: ['json_schema', 'json_object'] }, 5],
    [{ rejects: ['stream_options'] }, 4],
  ] as const)('serves with a service that lacks %j', async ({ rejects }, calls) => {
    service.setRejects(rejects);
    await start();
    expect(await ask(QUESTION)).toMatchObject({ mode: 'model' });
    expect(service.chats).toHaveLength(calls);
    await ask(QUESTION, { asOf: '2024-06-01' });
    expect(service.chats).toHaveLength(calls + 3);
  });
});

const FAILURES: readonly (readonly [string, Behaviour])[] = [
  ['status 500', { kind: 'status', status: 500, body: { error: { message: `bad ${KEY}` } } }],
  ['status 503', { kind: 'status', status: 503 }],
  ['status 429 for a long time', { kind: 'status', status: 429, retryAfter: '3600' }],
  [
    'a key that is refused',
    { kind: 'status', status: 401, body: { error: { message: `Incorrect key ${KEY}` } } },
  ],
  ['a model that is not there', { kind: 'status', status: 404 }],
  [
    'a request that is refused',
    { kind: 'status', status: 400, body: { error: { message: '管网监测平台 is bad' } } },
  ],
  ['a stream cut at once', { kind: 'cut', text: '{"statements":[', after: 0 }],
  ['a stream cut in the middle', { kind: 'cut', text: '{"statements":[{"text":"未完', after: 20 }],
  ['silence after the headers', { kind: 'silence' }],
  ['a reply that stops coming', { kind: 'stall', text: '{"statements":[{"text"', after: 12 }],
  ['no reply at all', { kind: 'hang' }],
  ['a connection torn', { kind: 'reset' }],
  ['a login page', { kind: 'garbage' }],
  ['events that are no JSON', { kind: 'broken-json' }],
  ['an empty reply', { kind: 'empty' }],
  ['a reply without end', { kind: 'endless', text: '建设建设建设' }],
  ['a reply that ends too early', { kind: 'truncated', text: '{"statements":[{"te' }],
  ['an error inside the stream', { kind: 'error-event', text: '{"statem', message: `no more ${KEY}` }],
  ['tools instead of text', { kind: 'tool-calls', calls: [{ name: 'answer', arguments: { a: 1 } }] }],
  ['a refusal', { kind: 'text', text: '抱歉，作为人工智能，我不能回答这个问题。' }],
  ['an empty object', { kind: 'text', text: '{}' }],
  ['wrong types', { kind: 'text', text: '{"statements":"无"}' }],
  [
    'English',
    { kind: 'text', text: '{"statements":[{"text":"The water bureau leads.","cites":[{"evidence":1}]}]}' },
  ],
  ['no answer but the question', { kind: 'text', text: QUESTION }],
  [
    'thoughts alone',
    { kind: 'text', text: '<think>管网监测平台由市水务局牵头</think>', reasoning: '想一想' },
  ],
];

describe('with a chat model that fails', () => {
  it.each(FAILURES)('by %s the clauses serve, and say so', async (_name, behaviour) => {
    await start();
    const without = await askWithoutModel();
    service.setReply(behaviour);
    const answer = await ask(QUESTION);
    expect(answer).toMatchObject({ mode: 'extractive', refused: false });
    expect(answer.notices).toHaveLength(1);
    expect(answer.answer).toBe(without.answer);
    expect(answer.responsibleUnits).toEqual(without.responsibleUnits);
    expect(logs.join('')).not.toContain(KEY);
  });

  it('leaves it alone for a while', async () => {
    service.setReply({ kind: 'status', status: 401 });
    await start();
    for (let i = 1; i <= 7; i++) await ask(QUESTION, { asOf: `2024-01-0${i}` });
    const last = await ask(QUESTION, { asOf: '2024-02-01' });
    expect(last.notices).toEqual([expect.objectContaining({ code: 'model-paused' })]);
    expect(service.chats).toHaveLength(5);
  });
});

describe('the log', () => {
  it.each(['info', 'trace'])('at level %s holds no key, prompt or reply', async (level) => {
    await start({ LOG_LEVEL: level });
    await ask(QUESTION);
    service.setReply({
      kind: 'status',
      status: 500,
      body: { error: { message: `${KEY} 政策条文问答系统` } },
    });
    await ask('市财政局配合哪项任务的资金？', { asOf: '2024-01-02' });
    const text = logs.join('');
    expect(text).not.toContain(KEY);
    expect(text).not.toMatch(/政策条文问答系统|要点：|"statements"|逐字照抄/);
    if (level === 'info') expect(text).not.toContain('管网监测平台');
  });
});

function honest(request: RecordedRequest) {
  return {
    kind: 'text',
    text: STYLES['json']!(writeHonestly(readPromptOf(request.body.messages))),
    chunkSize: 40,
  } as const satisfies Behaviour;
}

async function start(environment: Record<string, string> = {}): Promise<void> {
  const { config, secrets } = loadConfig({
    READER: 'off',
    LOG_LEVEL: 'info',
    MODEL_TIMEOUT_SECONDS: '1',
    OPENAI_API_KEY: KEY,
    OPENAI_BASE_URL: service.baseUrl,
    CHAT_MODEL: 'fake-model',
    ...environment,
    DATA_DIR: dataDir,
  });
  const logger = createLogger({ config, secrets, output: { write: (line) => void logs.push(line) } });
  const ctx = createAppContext(config, secrets, { logger });
  const server = createServer(createHttpApp(ctx));
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  running = { ctx, server, url: `http://127.0.0.1:${(server.address() as AddressInfo).port}` };
}

async function askWithoutModel(): Promise<Answer> {
  const { config, secrets } = loadConfig({ READER: 'off', DATA_DIR: dataDir, LOG_LEVEL: 'silent' });
  const ctx = createAppContext(config, secrets, { conversations: running!.ctx.conversations });
  try {
    const owner = { keyId: 'other', endUser: null };
    return await ctx.assistant.answer({ message: QUESTION }, { owner, visibility: 'all' });
  } finally {
    await ctx.close();
  }
}

async function ask(message: string, filters: { readonly asOf?: string } = {}): Promise<Answer> {
  const response = await post('/api/chat', { message, filters });
  expect(response.status).toBe(200);
  return (await response.json()) as Answer;
}

function post(
  path: string,
  body: unknown,
  headers: Record<string, string> = {},
  signal?: AbortSignal,
): Promise<Response> {
  return fetch(`${running!.url}${path}`, {
    method: 'POST',
    headers: { 'content-type': 'application/json', ...headers },
    body: JSON.stringify(body),
    ...(signal && { signal }),
  });
}

async function until(isTrue: () => boolean): Promise<void> {
  while (!isTrue()) await new Promise((resolve) => setTimeout(resolve, 5));
}
