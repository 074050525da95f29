import { mkdtempSync, rmSync } from 'node:fs';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { createKey } from '../../../src/access/access-key.ts';
import { writeKeyFile } from '../../../src/access/key-file.ts';
import { type AppContext, createAppContext } from '../../../src/app-context.ts';
import { loadConfig } from '../../../src/config/config.ts';
import { createHttpApp } from '../../../src/delivery/http/create-http-app.ts';
import { createLogger } from '../../../src/logging.ts';
import { NO_EMBEDDERS } from '../../assistant/create-test-assistant.ts';
import { createMemoryIndex } from '../../assistant/memory-index.ts';
import { SAMPLE_POLICIES } from '../../assistant/sample-policies.ts';

const PHONE = '13800138000';
const PERSON = 'zhang-san-marker';
const QUESTION = `绝密问句：新建岸电设施由谁牵头？我的电话是${PHONE}`;
const SECRETS_OF_PEOPLE = [
  '绝密问句',
  PHONE,
  PERSON,
  '绝密意见',
  '绝密标题',
  '绝密单位',
  '绝密路径',
  '绝密检索',
];

let folder: string;
let ctx: AppContext;
let server: Server;
let url: string;
let logs: string[];
let secret: string;
let session: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'tiaowen-log-privacy-'));
  logs = [];
  const made = createKey(
    { name: '门户', scopes: ['admin'], documentIds: null, mayNameEndUsers: true, expiresAt: null },
    new Date(),
  );
  secret = made.secret;
  writeKeyFile(join(folder, 'keys.json'), [made.key]);
});
afterEach(async () => {
  server.closeAllConnections();
  await new Promise((resolve) => server.close(resolve));
  await ctx.close();
  rmSync(folder, { recursive: true });
});

it('at info level a log line holds nothing of what people asked, said or are', async () => {
  await start('info');
  await useEverything();
  await failEverywhere();
  const lines = logs.map((line) => JSON.parse(line));
  expect(lines.filter(({ msg }) => msg === 'request ended').length).toBeGreaterThan(15);
  expect(lines.some(({ level }) => level === 'error')).toBe(true);
  const text = logs.join('');
  for (const word of [...SECRETS_OF_PEOPLE, secret, session]) expect(text).not.toContain(word);
  expect(text).not.toContain(encodeURIComponent('绝密路径'));
});

it('at the finest level the question shows, with numbers of persons masked, and nothing else', async () => {
  await start('trace');
  await useEverything();
  const text = logs.join('');
  expect(text).toContain('绝密问句：新建岸电设施由谁牵头？我的电话是〔手机号〕');
  for (const word of [...SECRETS_OF_PEOPLE.slice(1), secret, session]) expect(text).not.toContain(word);
});

async function start(level: string): Promise<void> {
  const { config, secrets } = loadConfig({
    READER: 'off',
    LOG_LEVEL: level,
    API_KEYS_FILE: join(folder, 'keys.json'),
    AUDIT_QUESTIONS: 'full',
    DATA_DIR: folder,
  });
  const output = { write: (line: string) => void logs.push(line) };
  ctx = createAppContext(config, secrets, {
    index: createMemoryIndex(SAMPLE_POLICIES),
    embedders: NO_EMBEDDERS,
    logger: createLogger({ config, secrets, output }),
  });
  server = createServer(createHttpApp(ctx));
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
}

async function send(method: string, path: string, body?: unknown, more: Record<string, string> = {}) {
  const response = await fetch(`${url}${path}`, {
    method,
    headers: {
      authorization: `Bearer ${secret}`,
      'x-end-user': PERSON,
      ...(body !== undefined && { 'content-type': 'application/json' }),
      ...more,
    },
    ...(body !== undefined && { body: typeof body === 'string' ? body : JSON.stringify(body) }),
  });
  return { response, text: await response.text() };
}

async function useEverything(): Promise<void> {
  const signedIn = await send('POST', '/api/session', { key: secret });
  session = /tiaowen_session=(?<token>[^;]+)/.exec(signedIn.response.headers.get('set-cookie')!)!.groups![
    'token'
  ]!;
  const { text } = await send('POST', '/api/chat', { message: QUESTION });
  const { conversationId, messageId } = JSON.parse(text) as { conversationId: string; messageId: string };
  await send('POST', '/api/chat', { message: QUESTION, conversationId }, { accept: 'text/event-stream' });
  const messages = [{ role: 'user', content: QUESTION }];
  await send('POST', '/v1/chat/completions', { model: 'tiaowen', messages });
  await send('POST', '/api/search', { query: '绝密检索' });
  await send('POST', '/api/feedback', { messageId, verdict: 'down', comment: `绝密意见 ${PHONE}` });
  await send('PATCH', `/api/conversations/${conversationId}`, { title: '绝密标题' });
  for (const path of [
    `/api/conversations/${conversationId}`,
    '/api/personal-data',
    `/api/units?q=${encodeURIComponent('绝密单位')}`,
    `/api/units/${encodeURIComponent('绝密单位')}/tasks`,
    `/api/documents/${encodeURIComponent('绝密路径')}`,
    `/api/clauses/${encodeURIComponent('绝密路径:1')}`,
    `/${encodeURIComponent('绝密路径')}`,
    '/api/documents/%E0%A4%A',
  ])
    await send('GET', path);
  await send('GET', '/api/documents', undefined, { authorization: '', cookie: `tiaowen_session=${session}` });
  // What does not fit is refused, and the refusal is not told with the text either.
  await send('POST', '/api/chat', `{"message":"${QUESTION}"`);
  await send('POST', '/api/chat', { message: `${QUESTION}${'绝'.repeat(5000)}` });
  await send('POST', '/api/chat', { message: QUESTION, conversationId: '绝密路径' });
  await send('POST', '/api/chat', { message: QUESTION, filters: { 绝密路径: 1 } });
  await send('DELETE', '/api/personal-data');
}

/** Stores that break are logged with their error. */
async function failEverywhere(): Promise<void> {
  const fail = async () => {
    throw new Error('disk gone');
  };
  Object.assign(ctx.conversations, { get: fail, list: fail, appendTurn: fail, findTurn: fail, rename: fail });
  Object.assign(ctx.feedback, { put: fail, list: fail });
  await send('POST', '/api/chat', { message: QUESTION });
  await send('POST', '/api/feedback', { messageId: '绝密路径', verdict: 'up', comment: '绝密意见' });
  await send('PATCH', '/api/conversations/c', { title: '绝密标题' });
  await send('GET', '/api/personal-data');
  await send('GET', `/api/conversations/${encodeURIComponent('绝密路径')}`);
}
