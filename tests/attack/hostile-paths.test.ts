import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { request } from 'node:http';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createOpenApiDocument } from '../../src/delivery/http/openapi/create-openapi-document.ts';
import { atDepth } from '../support/depth.ts';
import { HOSTILE_PLAN } from './hostile-policies.ts';
import { type AttackedApp, startAttackedApp } from './start-attacked-app.ts';

/** In place of an id, as it stands in an address. */
const TRICKS = [
  '..%2f..%2f..%2f..%2fetc%2fpasswd',
  '..%5c..%5cwindows%5cwin.ini',
  '%2e%2e%2f%2e%2e%2fpackage.json',
  '..',
  '....//....//etc/passwd',
  '%252e%252e%252fetc%252fpasswd',
  '/etc/passwd',
  'file:%2f%2f%2fetc%2fpasswd',
  '%00',
  'plan%00.txt',
  'plan:1.1%00',
  '%0d%0aSet-Cookie:%20hacked=1',
  '%E0%A4%A',
  '%ff%fe',
  '%ED%A0%80',
  '__proto__',
  'constructor',
  'prototype',
  'toString',
  'hasOwnProperty',
  '__proto__:1.1',
  'constructor:1.1',
  'plan:__proto__',
  '%3Cscript%3Ewindow.hacked=1%3C%2Fscript%3E',
  '%7B%22$gt%22:%22%22%7D',
  '*',
  '%20',
  '%F0%9F%98%80',
  'a'.repeat(201),
  'a'.repeat(5000),
  encodeURIComponent('汉'.repeat(1500)),
];

let folder: string;
let app: AttackedApp;
let paths: [path: string, methods: string[]][];
beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'tiaowen-hostile-paths-'));
  writeFileSync(join(folder, 'plan.txt'), HOSTILE_PLAN);
  app = await startAttackedApp([folder]);
  const described = createOpenApiDocument(app.ctx.config).paths ?? {};
  paths = [
    ...Object.entries(described).map(([path, item]): [string, string[]] => [path, Object.keys(item ?? {})]),
    ...[
      '/c/{id}',
      '/clause/{id}',
      '/unit/{name}',
      '/document/{id}',
      '/assets/{file}',
      '/docs/assets/x/{file}',
    ].map((path): [string, string[]] => [path, ['get']]),
  ];
});
afterAll(async () => {
  await app.close();
  rmSync(folder, { recursive: true });
});

interface Reply {
  readonly status: number;
  readonly headers: NodeJS.Dict<string | string[]>;
  readonly text: string;
}

/** Sends the path to the byte: other clients tidy `..` away. */
function send(method: string, path: string, body?: string): Promise<Reply> {
  return new Promise((resolve, reject) => {
    const sent = request(
      {
        port: app.port,
        method,
        path,
        headers: body === undefined ? {} : { 'content-type': 'application/json' },
      },
      (response) => {
        let text = '';
        response.setEncoding('utf8').on('data', (piece) => {
          text += piece;
        });
        response.once('end', () =>
          resolve({ status: response.statusCode!, headers: response.headers, text }),
        );
      },
    );
    sent.once('error', reject);
    sent.end(body);
  });
}

/** Half of them at every change: each trick in half of the places, each place with half of the tricks. */
function everyOther<T>(places: readonly T[], trick: string): T[] {
  const first = TRICKS.indexOf(trick);
  return places.filter((_, i) => (first + i) % atDepth(2, 1) === 0);
}

/** As a body carries it, which escapes nothing. */
function decodeOrKeep(trick: string): string {
  try {
    return decodeURIComponent(trick);
  } catch {
    return trick;
  }
}

/** Not found or refused, without a word about the machine. */
function expectNothing({ status, headers, text }: Reply, what: string): void {
  // The page answers 503 where it was not built.
  if (!text.startsWith('网页尚未构建')) expect(status, what).toBeLessThan(500);
  // The page gives a visitor its own cookie; no other is set.
  const cookies = [headers['set-cookie'] ?? []].flat();
  expect(
    cookies.filter((cookie) => !/^tiaowen_visitor=[\w-]{43};/.test(cookie)),
    what,
  ).toEqual([]);
  expect(text, what).not.toMatch(/root:x?:|\[extensions\]|"devDependencies"/);
  expect(text, what).not.toContain(app.dataDir);
  expect(text, what).not.toContain(process.cwd());
  expect(text, what).not.toMatch(/\bat \w+ \(|node_modules/);
}

it('knows the routes with an id', () => {
  expect(paths.filter(([path]) => path.includes('{')).length).toBeGreaterThan(10);
});

describe.each(TRICKS.map((trick) => [trick.length > 60 ? `${trick.slice(0, 60)}…` : trick, trick] as const))(
  'an id %s',
  (_title, trick) => {
    it('in any address finds nothing and breaks nothing', async () => {
      for (const [path, methods] of everyOther(
        paths.filter(([path]) => path.includes('{')),
        trick,
      )) {
        for (const method of methods) {
          const address = path.replace(/\{\w+\}/g, () => trick);
          const body = method === 'get' || method === 'delete' ? undefined : '{"title":"x"}';
          expectNothing(await send(method.toUpperCase(), address, body), `${method} ${address}`);
        }
      }
    });

    it('in any query finds nothing and breaks nothing', async () => {
      const names = ['q', 'role', 'documentId', 'limit', 'v', 'cited', 'textHash', 'from', 'to', trick];
      for (const path of [
        '/api/units',
        '/api/units/x/tasks',
        '/api/conversations',
        '/api/clauses/plan:1.1',
        '/api/documents',
      ]) {
        for (const name of everyOther(names, trick)) {
          const address = `${path}?${name}=${trick}`;
          expectNothing(await send('GET', address), address);
        }
      }
    });

    it('in any body finds nothing and breaks nothing', async () => {
      const id = decodeOrKeep(trick);
      for (const [path, body] of [
        ['/api/chat', { message: '岸电设施由谁牵头？', conversationId: id }],
        ['/api/chat', { message: '岸电设施由谁牵头？', filters: { documentIds: [id] } }],
        ['/api/chat', { message: '我局有哪些任务？', filters: { units: [id] }, context: { unit: id } }],
        ['/api/chat', { message: id }],
        ['/api/search', { query: '岸电', filters: { documentIds: [id], units: [id] } }],
        ['/api/feedback', { messageId: id, verdict: 'up' }],
        ['/api/session', { key: id }],
        ['/v1/chat/completions', { model: id, messages: [{ role: 'user', content: id }] }],
        ['/v1/chat/completions', { model: 'tiaowen', messages: [{ role: id, content: id }] }],
      ] as const) {
        expectNothing(await send('POST', path, JSON.stringify(body)), `${path} ${JSON.stringify(body)}`);
      }
    });
  },
);

describe('bodies that reach for what objects inherit', () => {
  it.each([
    '{"__proto__":{"hacked":true},"message":"岸电设施由谁牵头？"}',
    '{"constructor":{"prototype":{"hacked":true}},"message":"岸电设施由谁牵头？"}',
    '{"message":"岸电设施由谁牵头？","filters":{"__proto__":{"documentIds":["x"]}}}',
    '{"message":"岸电设施由谁牵头？","context":{"unit":"__proto__"}}',
    '{"message":{"toString":"x"}}',
    '{"message":["岸电"]}',
    `{"message":${'['.repeat(20_000)}${']'.repeat(20_000)}}`,
    '[]',
    'null',
    '"message"',
  ])('%s', async (body) => {
    for (const path of ['/api/chat', '/api/search', '/v1/chat/completions', '/api/feedback']) {
      expectNothing(await send('POST', path, body), path);
    }
    expect(({} as { hacked?: boolean }).hacked).toBeUndefined();
  });
});

it('left one whole line a request in the audit log, and none in the log that says more', async () => {
  for (const line of app.logs) expect(JSON.parse(line)).not.toMatchObject({ level: 'error' });
  const text = app.logs.join('');
  for (const word of ['passwd', '__proto__', 'Set-Cookie']) expect(text).not.toContain(word);
});
