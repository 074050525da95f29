import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { KeyHolder, KeyRing } from '../../../../src/access/ports/key-ring.ts';
import { HttpProblem } from '../../../../src/delivery/http/http-problem.ts';
import type { Answer } from '../../../../src/domain/answer.ts';
import { CITED } from '../../../contracts/citation-archive.contract.ts';
import { makeAnswer } from '../../support/fake-assistant.ts';
import { createOpenApiChecker, type OpenApiChecker } from '../../support/openapi-checker.ts';
import { readEvents } from '../../support/read-events.ts';
import { startTestApp, type TestApp } from '../../support/start-test-app.ts';

interface Call {
  readonly method: 'get' | 'post' | 'patch' | 'delete';
  /** As described. */
  readonly route: string;
  /** As asked, where it differs. */
  readonly path?: string;
  readonly accept?: string;
  readonly headers?: Readonly<Record<string, string>>;
  readonly body?: unknown;
  readonly status: number;
  /** What the assistant answers. */
  readonly answer?: Partial<Answer>;
}

const CHAT = { method: 'post', route: '/api/chat', body: { message: '智慧管网由谁牵头？' } } as const;
const MESSAGES = [{ role: 'user', content: '智慧管网由谁牵头？' }];
const COMPLETION = {
  method: 'post',
  route: '/v1/chat/completions',
  body: { model: 'tiaowen', messages: MESSAGES },
} as const;
const STREAMED = {
  ...COMPLETION,
  body: { ...COMPLETION.body, stream: true, stream_options: { include_usage: true } },
};
const UPLOAD = {
  method: 'post',
  route: '/api/documents',
  path: `/api/documents?name=${encodeURIComponent('方案.txt')}`,
  body: '一、总则',
  headers: { 'Content-Type': 'text/plain' },
} as const;
const SSE = 'text/event-stream';
const SUMMARY = {
  clauseId: 'linjiang-water:1.3',
  url: '/clause/linjiang-water:1.3',
  documentId: 'linjiang-water',
  documentTitle: '临江市智慧水务行动计划（2023—2025年）',
  path: ['一、供水', '3.@巡检'],
  title: '@巡检',
  excerpt: '3.@巡检。',
};
/** Every field that an answer may have. */
const FULL: Partial<Answer> = {
  mode: 'model',
  aiGenerated: true,
  modelReport: {
    model: 'm',
    written: 3,
    verified: 1,
    repaired: 1,
    dropped: 1,
    replaced: 1,
    reasons: { figure: 1 },
    usage: { inputTokens: 10, outputTokens: 5 },
    fromCache: false,
  },
  notices: [{ code: 'model-busy', message: '模型繁忙。' }],
  viaCollective: [SUMMARY],
  responsibleUnits: [
    {
      name: '市财政局',
      role: 'supporting',
      collective: false,
      openEnded: true,
      clauseId: 'linjiang-water:1.1',
      currentName: '市财政金融局',
    },
  ],
};
const REFUSED: Partial<Answer> = {
  refused: true,
  refusal: {
    reason: 'no-evidence',
    message: '所载文件没有说明。',
    nearest: [SUMMARY],
    contact: { text: '拨打12345', url: 'tel:12345' },
  },
  citations: [],
  responsibleUnits: [],
};
const WATER = encodeURIComponent('水务局');
const CONVERSATION = '/api/conversations/kept';

const VERSION = { method: 'get', route: '/api/clauses/{clauseId}/versions/{textHash}' } as const;
const FEEDBACK = {
  method: 'post',
  route: '/api/feedback',
  body: { messageId: 'm', verdict: 'down', comment: '牵头单位不对' },
} as const;

const QUERY = {
  method: 'post',
  route: '/api/query',
  body: { query: { find: 'clauses', where: { units: { any: ['水务局'] } } } },
} as const;

/** In this order: the conversation is deleted last. */
const CALLS: readonly Call[] = [
  { ...CHAT, status: 200 },
  { ...CHAT, status: 200, answer: FULL },
  { ...CHAT, status: 200, answer: REFUSED },
  { ...CHAT, accept: SSE, status: 200 },
  { ...CHAT, accept: SSE, status: 200, answer: FULL },
  { ...CHAT, body: { message: '' }, status: 400 },
  { ...CHAT, body: '{', status: 400 },
  { ...CHAT, body: { message: '字'.repeat(30_000) }, status: 413 },
  { ...CHAT, headers: { 'Content-Type': 'text/plain' }, status: 415 },
  { ...CHAT, headers: { Origin: 'https://elsewhere.example' }, status: 403 },
  { ...COMPLETION, status: 200 },
  { ...COMPLETION, status: 200, answer: { ...FULL, conversationId: '' } },
  { ...STREAMED, accept: SSE, status: 200, answer: FULL },
  { ...COMPLETION, body: { ...COMPLETION.body, model: 'other' }, status: 404 },
  { ...COMPLETION, body: { ...COMPLETION.body, n: 2 }, status: 400 },
  { method: 'get', route: '/v1/models', status: 200 },
  { method: 'get', route: '/v1/models/{model}', path: '/v1/models/tiaowen', status: 200 },
  { method: 'get', route: '/v1/models/{model}', path: '/v1/models/other', status: 404 },
  { method: 'post', route: '/api/search', body: { query: '水质' }, status: 200 },
  { method: 'post', route: '/api/search', body: { query: '水质', filters: { unit: [] } }, status: 400 },
  { method: 'get', route: '/api/documents', status: 200 },
  { method: 'get', route: '/api/documents/{id}', path: '/api/documents/linjiang-water', status: 200 },
  { method: 'get', route: '/api/documents/{id}', path: '/api/documents/none', status: 404 },
  { ...UPLOAD, status: 202 },
  { ...UPLOAD, path: '/api/documents', status: 400 },
  { ...UPLOAD, body: { file: '方案' }, headers: { 'Content-Type': 'application/json' }, status: 415 },
  { ...UPLOAD, headers: { Origin: 'https://elsewhere.example' }, status: 403 },
  { method: 'delete', route: '/api/documents/{id}', path: '/api/documents/linjiang-water', status: 202 },
  { method: 'delete', route: '/api/documents/{id}', path: '/api/documents/none', status: 404 },
  { method: 'post', route: '/api/documents/{id}/publish', path: '/api/documents/none/publish', status: 404 },
  { method: 'get', route: '/api/jobs', status: 200 },
  { method: 'get', route: '/api/jobs', path: '/api/jobs?limit=0', status: 400 },
  { method: 'get', route: '/api/jobs/{id}', path: '/api/jobs/none', status: 404 },
  { method: 'get', route: '/api/jobs/{id}', path: '/api/jobs/drafted', status: 200 },
  { method: 'get', route: '/api/jobs/{id}', path: '/api/jobs/drafted', accept: SSE, status: 200 },
  { method: 'post', route: '/api/documents/{id}/publish', path: '/api/documents/draft/publish', status: 202 },
  {
    method: 'get',
    route: '/api/documents/{id}/source',
    path: '/api/documents/linjiang-water/source',
    status: 200,
  },
  {
    method: 'get',
    route: '/api/documents/{id}/original',
    path: '/api/documents/linjiang-water/original',
    status: 200,
  },
  { method: 'get', route: '/api/documents/{id}/original', path: '/api/documents/none/original', status: 404 },
  ...['1.1', '1.3'].map(
    (part): Call => ({
      method: 'get',
      route: '/api/clauses/{clauseId}',
      path: `/api/clauses/linjiang-water:${part}`,
      status: 200,
    }),
  ),
  { ...VERSION, path: '/api/clauses/linjiang-water:1.1/versions/hash-1.1', status: 200 },
  { ...VERSION, path: '/api/clauses/linjiang-water:1.1/versions/earlier', status: 200 },
  { ...VERSION, path: '/api/clauses/linjiang-water:1.1/versions/never', status: 404 },
  { method: 'get', route: '/api/units', status: 200 },
  { method: 'get', route: '/api/units/{name}/tasks', path: `/api/units/${WATER}/tasks`, status: 200 },
  {
    method: 'get',
    route: '/api/units/{name}/tasks',
    path: `/api/units/${encodeURIComponent('各区人民政府')}/tasks`,
    status: 200,
  },
  {
    method: 'get',
    route: '/api/units/{name}/tasks',
    path: `/api/units/${WATER}/tasks`,
    accept: 'text/csv',
    status: 200,
  },
  { method: 'get', route: '/api/units/{name}/tasks', path: '/api/units/%E0%A4/tasks', status: 400 },
  { ...QUERY, status: 200 },
  { ...QUERY, body: { query: { find: 'units' } }, status: 200 },
  { ...QUERY, body: { query: { find: 'documents', limit: 1 } }, status: 200 },
  { ...QUERY, body: { query: { find: 'sections', compare: [{}, { roles: ['lead'] }] } }, status: 200 },
  { ...QUERY, body: { query: { find: 'clauses', group: 'unit', limit: 1 } }, status: 200 },
  { ...QUERY, accept: 'text/csv', status: 200 },
  { ...QUERY, body: { query: { find: 'names' } }, status: 400 },
  { ...QUERY, body: { query: { find: 'clauses', where: { documentIds: ['none'] } } }, status: 404 },
  { ...QUERY, headers: { Origin: 'https://elsewhere.example' }, status: 403 },
  { method: 'get', route: '/api/conversations', status: 200 },
  { method: 'get', route: '/api/conversations/{id}', path: CONVERSATION, status: 200 },
  { ...FEEDBACK, status: 200 },
  { ...FEEDBACK, body: { ...FEEDBACK.body, messageId: 'none' }, status: 404 },
  { ...FEEDBACK, body: { ...FEEDBACK.body, verdict: 'yes' }, status: 400 },
  { method: 'get', route: '/api/conversations/{id}', path: CONVERSATION, status: 200 },
  { method: 'delete', route: '/api/feedback/{messageId}', path: '/api/feedback/m', status: 204 },
  { method: 'delete', route: '/api/feedback/{messageId}', path: '/api/feedback/m', status: 404 },
  {
    method: 'patch',
    route: '/api/conversations/{id}',
    path: CONVERSATION,
    body: { title: '管网' },
    status: 200,
  },
  { method: 'delete', route: '/api/conversations/{id}', path: CONVERSATION, status: 204 },
  { method: 'delete', route: '/api/conversations/{id}', path: CONVERSATION, status: 404 },
  { method: 'get', route: '/api/personal-data', status: 200 },
  { method: 'delete', route: '/api/personal-data', status: 200 },
  {
    method: 'delete',
    route: '/api/personal-data',
    headers: { Origin: 'https://elsewhere.example' },
    status: 403,
  },
  { method: 'get', route: '/api/reports', path: '/api/reports?since=1970-01-01', status: 200 },
  { method: 'get', route: '/api/reports', path: '/api/reports?since=soon', status: 400 },
  { method: 'get', route: '/api/reports', accept: 'text/csv', status: 200 },
  { method: 'get', route: '/healthz', status: 200 },
  { method: 'get', route: '/readyz', status: 200 },
  { method: 'get', route: '/metrics', status: 200 },
  { method: 'get', route: '/api/session', status: 200 },
  { method: 'post', route: '/api/session', body: { key: 'good' }, status: 201 },
  { method: 'post', route: '/api/session', body: { key: 'bad' }, status: 401 },
  { method: 'delete', route: '/api/session', status: 204 },
  { method: 'get', route: '/api/documents', headers: { Authorization: 'Basic x' }, status: 401 },
  { method: 'get', route: '/api/documents', headers: { 'X-End-User': 'user' }, status: 403 },
  { method: 'get', route: '/openapi.json', status: 200 },
  { method: 'get', route: '/docs', status: 200 },
];

const SIGNED = { Authorization: 'Bearer good' };
const HOLDER: KeyHolder = {
  keyId: 'anonymous',
  name: '测试',
  scopes: ['admin'],
  visibility: 'all',
  mayNameEndUsers: false,
};
/** Knows one key. */
const KEYS: KeyRing = {
  holderOf: (secret) => (secret === 'good' ? HOLDER : null),
  openSession: (secret) => (secret === 'good' ? 'token' : null),
  holderOfSession: () => null,
  endSession: () => {},
  visibilityOf: () => null,
};

let app: TestApp;
let checker: OpenApiChecker;
// biome-ignore lint/suspicious/noExplicitAny: a JSON document is read by its paths.
let document: any;
beforeAll(async () => {
  app = await startTestApp({}, { keys: KEYS });
  document = await (await fetch(`${app.baseUrl}/openapi.json`, { headers: SIGNED })).json();
  checker = createOpenApiChecker(document);
  await app.ctx.citations.keep([CITED]);
  const owner = { keyId: 'anonymous', endUser: null };
  const answer = { ...makeAnswer({ message: '问' }), ...FULL };
  const turn = { messageId: 'm', askedAt: new Date(0).toISOString(), question: '问', answer, reading: {} };
  const file = { name: '草稿.txt', bytes: 3, hash: '0'.repeat(64) };
  const now = new Date();
  await app.ctx.jobs.add('drafted', { kind: 'add', documentId: null, file, isDraft: true }, now);
  await app.ctx.jobs.take(now, now);
  const result = { documentId: 'draft', title: '草稿', clauses: 1, units: 0, warnings: ['第 1 行'] };
  const done = { ...result, isPublished: false, indexVersion: null };
  await app.ctx.jobs.change('drafted', { state: 'done', result: done, endedAt: now.toISOString() }, now);
  await app.ctx.conversations.appendTurn('kept', owner, turn, { create: true });
});
afterAll(() => app.close());

function send({ method, route, path = route, accept, headers, body }: Call): Promise<Response> {
  return fetch(`${app.baseUrl}${path}`, {
    method: method.toUpperCase(),
    headers: {
      ...SIGNED,
      ...(accept && { Accept: accept }),
      ...(body !== undefined && { 'Content-Type': 'application/json' }),
      ...headers,
    },
    ...(body !== undefined && { body: typeof body === 'string' ? body : JSON.stringify(body) }),
  });
}

function answerWith(change: Partial<Answer> | undefined): void {
  app.assistant.behave = async (request, _caller, { onEvent } = {}) => {
    const answer = { ...makeAnswer(request), ...change };
    const { conversationId, messageId, resolvedQuestion } = answer;
    onEvent?.({ type: 'answer-start', conversationId, messageId, resolvedQuestion });
    for (const citation of answer.citations) onEvent?.({ type: 'citation-added', citation });
    onEvent?.({ type: 'answer-delta', text: answer.answer });
    return answer;
  };
}

/** A file has whatever type it has. */
function describedType({ method, route, status }: Call, type: string): string {
  const described = document.paths[route][method].responses[status];
  return described?.content?.['*/*'] ? '*/*' : type;
}

/** What of a reply the document does not say. */
function checkReply({ method, route, status }: Call, type: string, text: string): readonly string[] {
  const place = ['paths', route, method, 'responses', String(status)];
  const described = document.paths[route][method].responses[status];
  if (!described) return [`${method} ${route}: ${status} is not described`];
  if (status === 204) return text === '' && !described.content ? [] : ['a body was not expected'];
  const media = described.content?.[type];
  if (!media) return [`${method} ${route}: ${type} is not described`];
  const at = [...place, 'content', type, 'schema'];
  if (media['x-events']) {
    return readEvents(text).flatMap(({ event, data }) =>
      checker.problemsAt([...place, 'content', type, 'x-events', event], data),
    );
  }
  if (media['x-data']) {
    return [...text.matchAll(/^data: (?<json>\{.*)$/gm)].flatMap(({ groups }) =>
      checker.problemsAt([...place, 'content', type, 'x-data'], JSON.parse(groups!['json']!)),
    );
  }
  return checker.problemsAt(at, type.endsWith('json') ? JSON.parse(text) : text);
}

describe('every reply is as described', () => {
  const seen = new Set<string>();

  it.each(
    CALLS.map((call, index) => [index, call.method, call.path ?? call.route, call.status, call] as const),
  )('%i %s %s → %i', async (_index, _method, _path, status, call) => {
    answerWith(call.answer);
    const response = await send(call);
    const text = await response.text();
    expect(response.status, text).toBe(status);
    expect(response.headers.get('x-request-id')).toMatch(/^[0-9a-f-]{36}$/);
    const type = describedType(call, response.headers.get('content-type')?.split(';')[0] ?? '');
    expect(checkReply(call, type, text)).toEqual([]);
    seen.add(`${call.method} ${call.route} ${status} ${type}`.trim());
  });

  it('every success that is described was asked for', () => {
    const described: string[] = [];
    for (const [route, item] of Object.entries<object>(document.paths)) {
      for (const [method, operation] of Object.entries(item)) {
        for (const [status, reply] of Object.entries<{ content?: object }>(operation.responses)) {
          const types = Object.keys(reply.content ?? {});
          if (!status.startsWith('2')) continue;
          described.push(
            ...(types.length > 0 ? types : ['']).map((type) => `${method} ${route} ${status} ${type}`.trim()),
          );
        }
      }
    }
    expect(described.filter((entry) => !seen.has(entry))).toEqual([]);
  });

  it('a failure within a stream is the event that is described', async () => {
    app.assistant.behave = async (request, _caller, { onEvent } = {}) => {
      const { conversationId, messageId, resolvedQuestion } = makeAnswer(request);
      onEvent?.({ type: 'answer-start', conversationId, messageId, resolvedQuestion });
      throw new HttpProblem('answer-timeout');
    };
    const call = { ...CHAT, accept: SSE, status: 200 };
    const text = await (await send(call)).text();
    expect(text).toContain('event: answer-error');
    expect(checkReply(call, SSE, text)).toEqual([]);
  });

  it('an index that is not there is described', async () => {
    app.index.isMissing = true;
    for (const call of [
      { method: 'get', route: '/api/documents', status: 503 },
      { method: 'get', route: '/readyz', status: 503 },
    ] as const) {
      const response = await send(call);
      expect(checkReply(call, 'application/problem+json', await response.text())).toEqual([]);
      expect(response.headers.get('retry-after')).toMatch(/^\d+$/);
    }
    app.index.isMissing = false;
  });

  it('notices a field that nobody described', () => {
    const answer = { ...makeAnswer({ message: '问' }), secret: 1 };
    expect(checkReply({ ...CHAT, status: 200 }, 'application/json', JSON.stringify(answer))).toEqual([
      expect.stringContaining('secret'),
    ]);
  });
});
