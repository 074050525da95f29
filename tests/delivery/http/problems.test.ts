import { connect } from 'node:net';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Problem } from '../../../src/delivery/http/describe-problem.ts';
import { IndexFormatError } from '../../../src/domain/errors/index-format-error.ts';
import { postJson, startTestApp, type TestApp } from '../support/start-test-app.ts';

let app: TestApp;
beforeAll(async () => {
  app = await startTestApp({ MAX_BODY_BYTES: '20000' });
});
afterAll(() => app.close());

async function expectProblem(response: Response, status: number, code: string) {
  const body = (await response.json()) as Problem;
  expect({ status: response.status, code: body.code }).toEqual({ status, code });
  expect(response.headers.get('content-type')).toBe('application/problem+json');
  expect(body).toMatchObject({
    type: `urn:tiaowen:problem:${code}`,
    status,
    title: expect.stringMatching(/[一-鿿]/),
    detail: expect.stringMatching(/[一-鿿]/),
    instance: `urn:uuid:${response.headers.get('x-request-id')}`,
  });
  return body;
}

describe('POST /api/chat refuses', () => {
  it.each([
    ['an empty message', { message: '' }, 'message'],
    ['white space', { message: ' \n　' }, 'message'],
    ['nothing visible', { message: '\u200b\u200f' }, 'message'],
    ['no message', {}, 'message'],
    ['a message that is no text', { message: 7 }, 'message'],
    ['4001 characters', { message: '水'.repeat(4001) }, 'message'],
    ['a list as body', [], ''],
    ['an unknown role', { message: '问', filters: { role: 'boss' } }, 'filters.role'],
    ['a misspelt filter', { message: '问', filters: { documents: ['a'] } }, 'filters'],
    ['a day that does not exist', { message: '问', filters: { asOf: '2025-02-30' } }, 'filters.asOf'],
    ['an empty conversation id', { message: '问', conversationId: '' }, 'conversationId'],
    ['a context that is no object', { message: '问', context: '市水务局' }, 'context'],
  ])('%s', async (_title, body, field) => {
    const response = await postJson(`${app.baseUrl}/api/chat`, body);
    const problem = await expectProblem(response, 400, 'invalid-request');
    expect(problem.fields?.map((entry) => entry.field)).toContain(field);
    expect(app.assistant.calls).toHaveLength(0);
  });

  it.each([
    ['malformed JSON', '{"message":', 400, 'invalid-json'],
    ['a bare text as JSON', '"问"', 400, 'invalid-json'],
    [
      'a body over the limit',
      JSON.stringify({ message: '问', pad: 'x'.repeat(20_000) }),
      413,
      'body-too-large',
    ],
  ])('%s', async (_title, body, status, code) => {
    await expectProblem(await postJson(`${app.baseUrl}/api/chat`, body), status, code);
  });

  it.each([
    ['text/plain'],
    ['application/x-www-form-urlencoded'],
    ['application/jsonp'],
    ['application/json; charset=gb18030'],
  ])('a body of type %s', async (type) => {
    const response = await postJson(`${app.baseUrl}/api/chat`, { message: '问' }, { 'Content-Type': type });
    await expectProblem(response, 415, 'unsupported-media-type');
  });

  it('a body without a type', async () => {
    const response = await fetch(`${app.baseUrl}/api/chat`, {
      method: 'POST',
      body: new Uint8Array([123, 125]),
    });
    await expectProblem(response, 415, 'unsupported-media-type');
  });
});

describe('other requests that do not fit', () => {
  it.each([
    ['GET', '/api/chat', 'POST, OPTIONS'],
    ['DELETE', '/api/documents', 'GET, POST, HEAD, OPTIONS'],
    ['POST', '/healthz', 'GET, HEAD, OPTIONS'],
    ['PUT', '/api/conversations/c', 'GET, PATCH, DELETE, HEAD, OPTIONS'],
  ])('%s %s is 405 with Allow', async (method, path, allow) => {
    const response = await fetch(`${app.baseUrl}${path}`, { method });
    await expectProblem(response, 405, 'method-not-allowed');
    expect(response.headers.get('allow')).toBe(allow);
  });

  it('OPTIONS tells the methods and opens nothing to other sites', async () => {
    const response = await fetch(`${app.baseUrl}/api/chat`, { method: 'OPTIONS' });
    expect(response.status).toBe(204);
    expect(response.headers.get('allow')).toBe('POST, OPTIONS');
    expect(response.headers.get('access-control-allow-origin')).toBeNull();
  });

  it.each([
    '/clause',
    '/clause/a/b',
    '/index.html',
    '/assets/unknown.js',
    '/mcp',
    '/v1/embeddings',
    '/slack/events',
    '/api/clauses/linjiang-water:9.9/versions/hash-1.1',
    '/api/documents/unknown',
    '/api/documents/unknown/source',
    '/api/documents/..%2F..%2Fetc%2Fpasswd/source',
    '/api/clauses/linjiang-water:9.9',
    '/api/units/市无此局/tasks',
    '/api/units/市水务局/tasks?documentId=unknown',
    '/api/conversations/unknown',
    `/api/conversations/${'x'.repeat(3000)}`,
  ])('GET %s is 404', async (path) => {
    await expectProblem(await fetch(`${app.baseUrl}${path}`), 404, 'not-found');
  });

  it.each([
    '/api/clauses/%E4%ZZ',
    '/api/units/市水务局/tasks?role=boss',
    '/api/conversations?limit=0',
    '/api/conversations?limit=x',
    '/api/units?q=a&q=b',
  ])('GET %s is 400', async (path) => {
    await expectProblem(await fetch(`${app.baseUrl}${path}`), 400, 'invalid-request');
  });

  it.each([
    [{ query: '' }],
    [{ query: '水', limit: 0 }],
    [{ query: '水', limit: 101 }],
    [{ query: '水', limit: 1.5 }],
    [{ query: '水', filters: [] }],
  ])('POST /api/search %j is 400', async (body) => {
    await expectProblem(await postJson(`${app.baseUrl}/api/search`, body), 400, 'invalid-request');
  });
});

describe('failures', () => {
  it.each(['/api/documents', '/api/documents/a', '/api/clauses/a:1', '/api/units', '/api/units/a/tasks'])(
    'GET %s without an index is 503 with Retry-After and no path of the machine',
    async (path) => {
      app.index.isMissing = true;
      try {
        const response = await fetch(`${app.baseUrl}${path}`);
        const problem = await expectProblem(response, 503, 'index-missing');
        expect(Number(response.headers.get('retry-after'))).toBeGreaterThan(0);
        expect(JSON.stringify(problem)).not.toContain('/somewhere');
      } finally {
        app.index.isMissing = false;
      }
    },
  );

  it('an index that does not fit is 503', async () => {
    const before = app.assistant.behave;
    app.assistant.behave = async () => {
      throw new IndexFormatError('dimension 3 in /somewhere/secret');
    };
    const problem = await expectProblem(
      await postJson(`${app.baseUrl}/api/chat`, { message: '问' }),
      503,
      'index-format',
    );
    app.assistant.behave = before;
    expect(problem.detail).toContain('npm run ingest');
    expect(problem.detail).not.toContain('/somewhere');
  });

  it.each([[new Error('inner: password=1')], ['thrown text'], [undefined], [{ status: 200 }]])(
    'an unexpected %o shows an id and nothing else',
    async (thrown) => {
      const before = app.assistant.behave;
      app.assistant.behave = () => Promise.reject(thrown);
      const problem = await expectProblem(
        await postJson(`${app.baseUrl}/api/chat`, { message: '问' }),
        500,
        'internal-error',
      );
      app.assistant.behave = before;
      expect(problem.detail).toBe('请把 requestId 告诉管理员，以便查找原因。');
      const errors = app.logs.map((line) => JSON.parse(line)).filter((line) => line.level === 'error');
      expect(errors.map((line) => line.requestId)).toContain(problem.requestId);
    },
  );

  it('releases every snapshot, also after failures', () => {
    expect(app.index.held).toBe(0);
  });

  it('a body that never comes whole does not stop the app', async () => {
    const socket = connect(app.port, '127.0.0.1');
    socket.write(
      'POST /api/chat HTTP/1.1\r\nHost: localhost\r\nContent-Type: application/json\r\nContent-Length: 50\r\n\r\n{"me',
    );
    await new Promise((resolve) => setTimeout(resolve, 20));
    socket.destroy();
    expect((await fetch(`${app.baseUrl}/healthz`)).status).toBe(200);
  });
});
