import type { Client } from '@modelcontextprotocol/sdk/client/index.js';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { ClauseIndex } from '../../../src/clause-index/ports/index-snapshot.ts';
import { mcpRoutes } from '../../../src/delivery/mcp/mcp-routes.ts';
import { readPages } from '../../../web/src/api/read-pages.ts';
import { createMemoryIndex, type SampleDocument } from '../../assistant/memory-index.ts';
import { call, connectAgent, textOf } from '../mcp/connect-agent.ts';
import { startTestApp, type TestApp } from '../support/start-test-app.ts';

const UNIT = '市水务局';
const MANY = 1103;
/** One clause in three reaches the unit only through a collective. */
const isReached = (n: number) => n % 3 === 0;
const REACHED = Math.ceil(MANY / 3);

function samples(count: number): SampleDocument[] {
  return Array.from({ length: count }, (_, n) => ({
    id: `plan-${n}`,
    title: `第${n}号计划`,
    clauses: [
      {
        path: ['一、供水'],
        text: `开展第${n}项工作。`,
        phrase: '（…）',
        units: [isReached(n) ? 'lead:各区人民政府*' : `lead:${UNIT}`, `supporting:市第${n}局`],
      },
    ],
  }));
}

/** The unit of the tasks is reached by the collective as 西青区 is. */
const LISTS = {
  documents: { path: '/api/documents', rows: 'documents', count: MANY },
  units: { path: '/api/units', rows: 'units', count: MANY + 2 },
  tasks: { path: `/api/units/${encodeURIComponent(UNIT)}/tasks`, rows: 'tasks', count: MANY - REACHED },
  reached: {
    path: `/api/units/${encodeURIComponent('西青区')}/tasks`,
    rows: 'viaCollective',
    count: REACHED,
  },
} as const;

let published = { version: 'v1', index: createMemoryIndex(samples(MANY)) };
const index: ClauseIndex = {
  open: async () => ({ ...(await published.index.open()), version: published.version }),
  close: async () => {},
};

let app: TestApp;
let agent: Client;
beforeAll(async () => {
  app = await startTestApp({}, { index }, { mountAgents: mcpRoutes });
  agent = await connectAgent(app.baseUrl);
});
afterAll(async () => {
  await agent.close();
  await app.close();
});

// biome-ignore lint/suspicious/noExplicitAny: replies are compared, not typed
type Reply = any;

async function get(
  path: string,
  query: Record<string, string> = {},
): Promise<{ status: number; body: Reply }> {
  const reply = await fetch(`${app.baseUrl}${path}?${new URLSearchParams(query)}`);
  return { status: reply.status, body: await reply.json() };
}

async function readAll(path: string, limit: string): Promise<Reply[]> {
  const pages: Reply[] = [];
  let cursor: string | undefined;
  do {
    const { status, body } = await get(path, { limit, ...(cursor !== undefined && { cursor }) });
    expect(status).toBe(200);
    pages.push(body);
    cursor = body.nextCursor ?? undefined;
  } while (cursor !== undefined);
  return pages;
}

const idOf = (row: Reply) => row.clauseId ?? row.documentId ?? row.name;

describe.each(Object.entries(LISTS))('%s', (_name, { path, rows, count }) => {
  it('gives 500 rows at most, counted whole', async () => {
    const { body } = await get(path);
    expect(body[rows]).toHaveLength(Math.min(500, count));
    expect(body.nextCursor === null).toBe(count <= 500);
    const totals = {
      documents: body.total,
      units: body.total,
      tasks: body.total,
      viaCollective: body.viaCollectiveTotal,
    };
    expect(totals[rows]).toBe(count);
    expect((await get(path, { limit: '501' })).body).toMatchObject({ status: 400, code: 'invalid-request' });
  });

  it.each(['500', '7', '499'])('gives every row once over pages of %s', async (limit) => {
    const pages = await readAll(path, limit);
    const ids = pages.flatMap((page) => page[rows].map(idOf));
    expect(ids).toHaveLength(count);
    expect(new Set(ids).size).toBe(count);
    for (const page of pages)
      expect(page.tasks?.length ?? page[rows].length).toBeLessThanOrEqual(Number(limit));
    expect(pages.map(({ total }) => total)).toEqual(pages.map(() => pages[0].total));
  });

  it.each(['x', '1', 'AAAAAAAAAAA.AAAAAAAAAAA.5', '', 'a'.repeat(201)])(
    'refuses %j as a cursor',
    async (cursor) => {
      expect((await get(path, { cursor })).body).toMatchObject({ status: 400, code: 'invalid-request' });
    },
  );

  it('says so where the index has become another since', async () => {
    const cursor = (await get(path, { limit: '5' })).body.nextCursor as string;
    const before = published;
    try {
      published = { ...before, version: 'v2' };
      expect((await get(path, { cursor })).body).toMatchObject({ status: 409, code: 'stale-cursor' });
      expect((await get(path)).status).toBe(200);
    } finally {
      published = before;
    }
    expect((await get(path, { cursor })).status).toBe(200);
  });
});

describe('a cursor', () => {
  it('is for its own list alone', async () => {
    const { body } = await get('/api/documents', { limit: '5' });
    for (const [path, query] of [
      ['/api/units', {}],
      [LISTS.tasks.path, {}],
    ] as const)
      expect((await get(path, { ...query, cursor: body.nextCursor })).body).toMatchObject({ status: 400 });
    const units = (await get('/api/units', { q: '局', limit: '5' })).body.nextCursor as string;
    expect((await get('/api/units', { q: '局', cursor: units })).status).toBe(200);
    expect((await get('/api/units', { q: '市', cursor: units })).status).toBe(400);
    const lead = (await get(LISTS.tasks.path, { role: 'lead', limit: '5' })).body.nextCursor as string;
    expect((await get(LISTS.tasks.path, { cursor: lead })).status).toBe(400);
  });
});

it('rows by a collective come behind those that name the unit', async () => {
  const collective = `/api/units/${encodeURIComponent('各区人民政府')}/tasks`;
  const { body } = await get(collective);
  expect(body).toMatchObject({ clauseTotal: REACHED, viaCollectiveTotal: 0, nextCursor: null });
});

it('a table for Excel holds every row', async () => {
  for (const { path, count } of [LISTS.tasks, LISTS.reached]) {
    const reply = await fetch(`${app.baseUrl}${path}`, { headers: { accept: 'text/csv' } });
    expect((await reply.text()).trimEnd().split('\r\n')).toHaveLength(count + 1);
  }
});

describe('agents', () => {
  it.each([
    ['list_documents', {}, 'documents', MANY],
    ['unit_tasks', { unit: UNIT }, 'tasks', MANY - REACHED],
  ])('read %s on to its end', async (tool, args, rows, count) => {
    const first = await call(agent, tool, args);
    expect(textOf(first)).toContain(`共 ${count} `);
    expect(textOf(first)).toContain('以下 500 ');
    const ids = new Set<string>();
    for (let result = first; ; ) {
      const page = result.structuredContent as Reply;
      expect(page[rows].length).toBeLessThanOrEqual(500);
      for (const row of page[rows]) ids.add(idOf(row));
      if (page.nextCursor === null) break;
      expect(textOf(result)).toContain(page.nextCursor);
      result = await call(agent, tool, { ...args, cursor: page.nextCursor });
    }
    expect(ids.size).toBe(count);
  });

  it('are told of a cursor that is no good', async () => {
    expect((await call(agent, 'list_documents', { cursor: 'x' })).isError).toBe(true);
    expect((await call(agent, 'list_documents', { limit: 501 })).isError).toBe(true);
  });
});

describe('the page', () => {
  const getOver = (asked: string[]) => async (path: string) => {
    asked.push(path);
    if (asked.length === 2) published = { ...published, version: 'v3' };
    const reply = await fetch(`${app.baseUrl}${path}`);
    const body = (await reply.json()) as Reply;
    if (!reply.ok) throw body;
    return body;
  };

  it('loads a list on to its end, and begins again where it changed meanwhile', async () => {
    const asked: string[] = [];
    const all = await readPages<Reply>('/api/documents', ['documents'], getOver(asked));
    expect(new Set(all.documents.map(idOf)).size).toBe(MANY);
    // One page, a stale cursor, then three pages.
    expect(asked).toHaveLength(5);
  });

  it('gives up on a list that changes all the time', async () => {
    const get = async (path: string) => {
      if (path.includes('cursor=')) throw { code: 'stale-cursor' };
      return { nextCursor: 'x', rows: [] };
    };
    await expect(readPages('/list?q=1', ['rows'], get)).rejects.toMatchObject({ code: 'stale-cursor' });
  });
});
