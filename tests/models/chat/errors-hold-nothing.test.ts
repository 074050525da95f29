import { inspect } from 'node:util';
import { afterEach, beforeAll, beforeEach, expect, it, vi } from 'vitest';
import { ModelError } from '../../../src/domain/errors/model-error.ts';
import { createChatModel, preloadChatModel } from '../../../src/models/create-chat-model.ts';
import {
  type Behaviour,
  type FakeOpenAiService,
  startFakeOpenAiService,
} from '../../support/fake-openai-service.ts';
import { createRequest, readReply } from './scripted-model.ts';

const KEY = 'sk-planted-key-0001';
const PROMPT = '植入的问题正文';
const REPLY = '植入的应答正文';

beforeAll(preloadChatModel);
let service: FakeOpenAiService;
beforeEach(async () => {
  service = await startFakeOpenAiService();
});
afterEach(async () => {
  await service.close();
});

/** Everything that a log may print of an error. */
function printAll(error: unknown): string {
  const seen: string[] = [];
  for (let at = error; at !== undefined && at !== null; at = (at as Error).cause) {
    seen.push(String(at), String((at as Error).stack), JSON.stringify(at));
    seen.push(JSON.stringify(Object.getOwnPropertyDescriptors(at)));
  }
  return [...seen, inspect(error, { depth: 20, showHidden: true, getters: true })].join('\n');
}

/** What a service says that repeats key and request in its error, as some do. */
const echo = (status: number): Behaviour => ({
  kind: 'status',
  status,
  body: { error: { message: `bad key ${KEY}, prompt ${PROMPT}`, param: PROMPT, code: PROMPT, type: KEY } },
});

it.each<[string, Behaviour]>([
  ...[400, 401, 403, 404, 413, 422, 429, 500, 503].map((status): [string, Behaviour] => [
    `${status}`,
    echo(status),
  ]),
  [
    'a refusal for its length',
    { kind: 'status', status: 400, body: { error: { message: `context_length_exceeded ${PROMPT}` } } },
  ],
  [
    '429 without quota',
    { kind: 'status', status: 429, body: { error: { message: PROMPT, code: 'insufficient_quota' } } },
  ],
  ['an error inside the stream', { kind: 'error-event', text: '', message: `${PROMPT}${KEY}` }],
  ['an error later in the stream', { kind: 'error-event', text: REPLY, message: `${PROMPT}${KEY}` }],
  ['reset', { kind: 'reset' }],
  ['cut', { kind: 'cut', text: REPLY, after: 3 }],
  ['hang', { kind: 'hang' }],
  ['stall', { kind: 'stall', text: REPLY, after: 3 }],
  ['endless', { kind: 'endless', text: REPLY }],
  ['broken', { kind: 'broken-json' }],
  ['truncated', { kind: 'truncated', text: REPLY }],
])('%s', async (_title, behaviour) => {
  service.setReply(behaviour);
  const printed: string[] = [];
  const streams = [process.stdout, process.stderr].map((stream) =>
    vi.spyOn(stream, 'write').mockImplementation((text) => printed.push(String(text)) > 0),
  );
  const consoles = (['log', 'info', 'warn', 'error', 'debug'] as const).map((level) =>
    vi.spyOn(console, level).mockImplementation((...parts) => printed.push(inspect(parts, { depth: 20 }))),
  );
  vi.stubEnv('OPENAI_LOG', 'debug');
  const model = createChatModel({ apiKey: KEY, model: 'm', baseUrl: service.baseUrl, timeoutMs: 600 });
  const messages = [{ role: 'user' as const, content: PROMPT }];
  const { error } = await readReply(model.stream(createRequest({ messages })));
  vi.unstubAllEnvs();
  for (const spy of [...streams, ...consoles]) spy.mockRestore();
  expect(error).toBeInstanceOf(ModelError);
  const text = [printAll(error), ...printed].join('\n');
  for (const secret of [KEY, PROMPT, REPLY]) expect(text).not.toContain(secret);
  expect(service.chats[0]!.headers.authorization).toBe(`Bearer ${KEY}`);
});
