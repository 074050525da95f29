import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { dayInChina } from '../../../src/domain/day-in-china.ts';
import { judgeValidity } from '../../../src/domain/judge-validity.ts';
import { CLAUSES, DOCUMENT, SOURCE } from '../support/sample-index.ts';
import { postJson, startTestApp, type TestApp } from '../support/start-test-app.ts';

let app: TestApp;
beforeAll(async () => {
  app = await startTestApp();
});
afterAll(async () => {
  expect(app.index.held).toBe(0);
  await app.close();
});

// biome-ignore lint/suspicious/noExplicitAny: replies are compared, not typed
async function get(path: string): Promise<any> {
  const response = await fetch(`${app.baseUrl}${path}`);
  expect(response.status).toBe(200);
  return await response.json();
}

describe('documents', () => {
  it('lists what is known of each, without hashes', async () => {
    const body = await get('/api/documents');
    expect(body.indexVersion).toBe('v-sample');
    expect(body.documents).toHaveLength(1);
    expect(body.documents[0]).toMatchObject({
      documentId: 'linjiang-water',
      title: '临江市智慧水务行动计划（2023—2025年）',
      documentNumber: '临政发〔2023〕8号',
      period: { from: 2023, to: 2025 },
      validity: judgeValidity(DOCUMENT, dayInChina(Date.now())),
    });
    expect(body.documents[0]).not.toHaveProperty('sourceHash');
    expect(body.documents[0].warnings).toEqual(['第3行有乱码']);
    expect(body.documents[0].doubts).toEqual(DOCUMENT.doubts);
  });

  it.each([
    '/api/documents',
    '/api/documents/linjiang-water',
    '/api/clauses/linjiang-water:1.1',
    '/api/units/市水务局/tasks',
  ])('where a file lies on the server is nobody’s business: %s', async (path) => {
    const text = JSON.stringify(await get(path));
    expect(text).not.toContain('/srv/');
    expect(text).not.toContain('sourcePath');
  });

  it('gives the outline in document order', async () => {
    const body = await get('/api/documents/linjiang-water');
    expect(body.title).toBe('临江市智慧水务行动计划（2023—2025年）');
    expect(body.outline.map((entry: { clauseId: string }) => entry.clauseId)).toEqual(
      CLAUSES.map((clause) => clause.clauseId),
    );
    expect(body.outline[0]).toEqual({
      clauseId: 'linjiang-water:1.1',
      url: '/clause/linjiang-water:1.1',
      path: ['一、供水', '1.智慧管网'],
      title: '智慧管网',
      deadline: null,
      unitCount: 2,
    });
  });

  it('gives the source as plain text', async () => {
    const response = await fetch(`${app.baseUrl}/api/documents/linjiang-water/source`);
    expect(response.headers.get('content-type')).toBe('text/plain; charset=utf-8');
    expect(response.headers.get('x-content-type-options')).toBe('nosniff');
    expect(await response.text()).toBe(SOURCE);
  });
});

it('a clause comes with its units, its neighbours and its exact source', async () => {
  const body = await get('/api/clauses/linjiang-water:1.2');
  expect(body).toMatchObject({
    clauseId: 'linjiang-water:1.2',
    documentTitle: '临江市智慧水务行动计划（2023—2025年）',
    documentNumber: '临政发〔2023〕8号',
    issuer: '临江市人民政府',
    issuedOn: '2023-03-01',
    period: { from: 2023, to: 2025 },
    validity: judgeValidity(DOCUMENT, dayInChina(Date.now())),
    sourceFile: 'water.txt',
    path: ['一、供水', '2.=水质'],
    label: '《临江市智慧水务行动计划（2023—2025年）》一、2.=水质',
    units: [{ name: '市水务局', role: 'lead' }],
    previousClauseId: 'linjiang-water:1.1',
    nextClauseId: 'linjiang-water:1.2.p2',
    indexVersion: 'v-sample',
  });
  expect(body.sourceText).toBe(SOURCE.slice(body.span.start, body.span.end));
  expect(await get('/api/clauses/linjiang-water:1.1')).toMatchObject({ previousClauseId: null });
  expect(await get('/api/clauses/linjiang-water%3A1.3')).toMatchObject({ nextClauseId: null });
});

describe('POST /api/search', () => {
  it('fills in the clauses of the hits, in their order, without those that are gone', async () => {
    const response = await postJson(`${app.baseUrl}/api/search`, { query: '水质' });
    const body = (await response.json()) as { hits: unknown[] };
    expect(body.hits).toEqual([
      expect.objectContaining({
        clauseId: 'linjiang-water:1.2',
        documentId: 'linjiang-water',
        documentTitle: '临江市智慧水务行动计划（2023—2025年）',
        sourceFile: 'water.txt',
        path: ['一、供水', '2.=水质'],
        text: CLAUSES[1]?.text,
        span: CLAUSES[1]?.span,
        score: 3,
      }),
      expect.objectContaining({ clauseId: 'linjiang-water:1.1', score: 2 }),
    ]);
  });

  it('turns filters into a scope, units into printed names', async () => {
    const scopes: unknown[] = [];
    const other = await startTestApp(
      {},
      {
        searchClauses: async (_snapshot, { scope, limit, query }) => {
          scopes.push({ scope, limit, query });
          return [];
        },
      },
    );
    const filters = { units: ['水务局', '市无此局'], role: 'lead', documentIds: ['linjiang-water'] };
    const response = await postJson(`${other.baseUrl}/api/search`, { query: '水质', limit: 100, filters });
    expect(await response.json()).toEqual({ indexVersion: 'v-sample', hits: [] });
    await other.close();
    expect(scopes).toEqual([
      {
        query: '水质',
        limit: 100,
        scope: { visibility: 'all', documentIds: ['linjiang-water'], units: ['市水务局'], role: 'lead' },
      },
    ]);
  });
});

describe('units', () => {
  it('lists all printed names with counts and later names', async () => {
    const body = await get('/api/units');
    expect(body.units).toEqual([
      { name: '各区人民政府', collective: true, clauseCount: 1 },
      { name: '市水务局', collective: false, clauseCount: 3 },
      { name: '市财政局', collective: false, clauseCount: 1, currentName: '市财政金融局' },
    ]);
  });

  it.each([
    ['水务', ['市水务局']],
    ['市水利局', ['市水务局']],
    ['无此局', []],
    ['%', []],
  ])('finds %s', async (query, names) => {
    const body = await get(`/api/units?q=${encodeURIComponent(query)}`);
    expect(body.units.map((unit: { name: string }) => unit.name)).toEqual(names);
  });

  it('lists every clause of a unit and counts printed tasks', async () => {
    const body = await get('/api/units/水务局/tasks');
    expect(body).toMatchObject({
      unit: '水务局',
      names: ['市水务局'],
      explanations: ['市水利局现为市水务局'],
      related: [{ name: '市财政局', explanation: '部分职能' }],
      total: 2,
      viaCollective: [],
    });
    expect(body.tasks.map((task: { clauseId: string }) => task.clauseId)).toEqual([
      'linjiang-water:1.1',
      'linjiang-water:1.2',
      'linjiang-water:1.2.p2',
    ]);
    expect(body.tasks[0]).toEqual({
      clauseId: 'linjiang-water:1.1',
      taskId: 'linjiang-water:1.1',
      documentId: 'linjiang-water',
      documentTitle: '临江市智慧水务行动计划（2023—2025年）',
      path: ['一、供水', '1.智慧管网'],
      title: '智慧管网',
      role: 'lead',
      deadline: null,
      units: [
        { name: '市水务局', role: 'lead', collective: false, openEnded: false },
        { name: '市财政局', role: 'supporting', collective: false, openEnded: false },
      ],
    });
  });

  it('keeps to the role that was asked for', async () => {
    const body = await get('/api/units/市水务局/tasks?role=supporting&documentId=linjiang-water');
    expect(body).toMatchObject({ total: 0, tasks: [] });
  });

  it('a unit that only a collective reaches has its clauses apart, uncounted', async () => {
    const body = await get('/api/units/江北区/tasks');
    expect(body).toMatchObject({ unit: '江北区', names: [], total: 0, tasks: [] });
    expect(body.viaCollective).toEqual([
      expect.objectContaining({ clauseId: 'linjiang-water:1.3', title: '@巡检', excerpt: CLAUSES[3]?.text }),
    ]);
  });

  it('gives the tasks as CSV for a Chinese Excel, with formulas made harmless', async () => {
    const response = await fetch(`${app.baseUrl}/api/units/市水务局/tasks`, {
      headers: { Accept: 'text/csv' },
    });
    expect(response.headers.get('content-type')).toBe('text/csv; charset=utf-8');
    expect(response.headers.get('content-disposition')).toContain(
      `filename*=UTF-8''${encodeURIComponent('市水务局.csv')}`,
    );
    const bytes = new Uint8Array(await response.arrayBuffer());
    expect([...bytes.slice(0, 3)]).toEqual([0xef, 0xbb, 0xbf]);
    const lines = new TextDecoder('utf-8').decode(bytes).split('\r\n');
    expect(lines[0]).toBe('文件,位置,任务,角色,时限,责任单位,条文编号');
    expect(lines[1]).toBe(
      '临江市智慧水务行动计划（2023—2025年）,一、供水 / 1.智慧管网,智慧管网,牵头,,市水务局（牵头）、市财政局（配合）,linjiang-water:1.1',
    );
    expect(lines[2]).toContain(",'=水质,");
    expect(lines.at(-1)).toBe('');

    const district = await fetch(`${app.baseUrl}/api/units/江北区/tasks`, {
      headers: { Accept: 'text/csv' },
    });
    expect((await district.text()).split('\r\n')[1]).toContain(",'@巡检,通过集体称谓,");
  });
});
