import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Answer } from '../../../src/domain/answer.ts';
import { QueryReply } from '../../../src/portal/replies/query.ts';
import { UnitTasks } from '../../../src/portal/replies/units.ts';
import { type SampleService, startSampleService } from '../support/start-sample-service.ts';

const SMART = 'smart-city-2015-2017';

let service: SampleService<'all' | 'some' | 'asker'>;
beforeAll(async () => {
  service = await startSampleService({
    useSeeds: true,
    keys: { all: {}, some: { documentIds: [SMART] }, asker: { scopes: ['ask'] } },
  });
}, 240_000);
afterAll(() => service.close());

async function ask(query: unknown, as: 'all' | 'some' = 'all'): Promise<QueryReply> {
  const response = await service.call('/api/query', { as, body: { query } });
  const body: unknown = await response.json();
  expect(response.status, JSON.stringify(body)).toBe(200);
  return QueryReply.parse(body);
}

async function refuse(query: unknown, as: 'all' | 'some' | 'asker' = 'all') {
  const response = await service.call('/api/query', { as, body: { query } });
  return (await response.json()) as {
    code: string;
    status: number;
    detail: string;
    fields?: { field: string }[];
  };
}

async function tasksOf(unit: string, query = ''): Promise<UnitTasks> {
  const response = await service.call(`/api/units/${encodeURIComponent(unit)}/tasks${query}`, { as: 'all' });
  return UnitTasks.parse(await response.json());
}

const idsOf = ({ rows }: QueryReply) => rows.flatMap((row) => ('clauseId' in row ? row.clauseId : []));

describe('over the samples', () => {
  it.each(['市公安局', '市卫健委', '市环保局', '市财政局', '西青区人民政府'])(
    'lists what the tasks of %s are',
    async (unit) => {
      const tasks = await tasksOf(unit);
      const where = { units: { any: [unit] } };
      const direct = await ask({ find: 'clauses', where: { ...where, collectives: 'exclude' } });
      expect(idsOf(direct)).toEqual(tasks.tasks.map(({ clauseId }) => clauseId));
      expect(direct).toMatchObject({ total: tasks.total, rowTotal: tasks.clauseTotal });
      const all = await ask({ find: 'clauses', where });
      const reached = all.rows.flatMap((row) =>
        'viaCollective' in row && row.viaCollective ? row.clauseId : [],
      );
      expect(reached).toEqual(tasks.viaCollective.map(({ clauseId }) => clauseId));
      expect(all.rowTotal).toBe(tasks.clauseTotal + tasks.viaCollectiveTotal);
    },
  );

  it('has rows as the tasks of a unit have them', async () => {
    const { tasks } = await tasksOf('市公安局', `?role=lead&documentId=${SMART}`);
    const reply = await ask({
      find: 'clauses',
      where: { documentIds: [SMART], roles: ['lead'], units: { all: ['市公安局'] } },
    });
    expect(reply.rows.map((row) => ({ ...row, figures: [] }))).toEqual(
      tasks.map((task) => ({ ...task, viaCollective: false, figures: [] })),
    );
    expect(reply.reading).toBe('按：《天津市推进智慧城市建设行动计划（2015—2017年）》；牵头；市公安局');
  });

  it('counts joint tasks as either list has them', async () => {
    const [police, transport] = await Promise.all([tasksOf('市公安局'), tasksOf('市交通运输委')]);
    const others = new Set(transport.tasks.map(({ clauseId }) => clauseId));
    const joint = police.tasks.map(({ clauseId }) => clauseId).filter((id) => others.has(id));
    const reply = await ask({ find: 'clauses', where: { units: { all: ['市公安局', '市交通运输委'] } } });
    expect(joint.length).toBeGreaterThan(0);
    expect(idsOf(reply)).toEqual(joint);
  });

  it('ranks bodies by the tasks that they lead, each as its own list counts', async () => {
    const { groups, rows } = await ask({
      find: 'clauses',
      where: { roles: ['lead'], collectives: 'exclude' },
      group: 'unit',
      order: 'count',
    });
    expect(rows).toEqual([]);
    expect(groups.map(({ count }) => count)).toEqual(groups.map(({ count }) => count).sort((a, b) => b - a));
    for (const { key, count } of groups.slice(0, 5))
      expect([key, (await tasksOf(key, '?role=lead')).total]).toEqual([key, count]);
  });

  it('cites every clause of the page verbatim', async () => {
    const { rows, citations } = await ask({ find: 'clauses', where: { documentIds: [SMART], tasks: true } });
    expect(citations.map(({ clauseId }) => clauseId)).toEqual(
      rows.map((row) => 'clauseId' in row && row.clauseId),
    );
    for (const { text, quote, sourceQuote } of citations) {
      expect(text).toContain(quote);
      expect(sourceQuote).not.toBe('');
    }
  });

  it('counts without rows, and cites what it counted', async () => {
    const where = { units: { any: ['市公安局'] } };
    const counted = await ask({ find: 'clauses', where, count: true });
    const listed = await ask({ find: 'clauses', where });
    expect(counted).toMatchObject({
      total: listed.total,
      rowTotal: listed.rowTotal,
      rows: [],
      groups: [],
      nextCursor: null,
    });
    expect(counted.citations).toEqual(listed.citations);
  });

  it('gives in pages what it gives whole, and cites at most 200 clauses', async () => {
    const query = { find: 'clauses', compare: [{}, { tasks: true }] };
    const whole = await ask(query);
    expect(whole.citations.length).toBeLessThanOrEqual(200);
    const rows: unknown[] = [];
    let cursor: string | null = null;
    do {
      const page: QueryReply = await ask({ ...query, limit: 97, cursor });
      expect(page).toMatchObject({ total: whole.total, rowTotal: whole.rowTotal, sides: whole.sides });
      rows.push(...page.rows);
      cursor = page.nextCursor;
    } while (cursor !== null);
    expect(rows).toEqual(whole.rows);
    expect(rows).toHaveLength(whole.rowTotal);
  });
});

describe('facts', () => {
  it('lists figures with the sentences that state them', async () => {
    const { rows, citations, total } = await ask({
      find: 'figures',
      where: { documentIds: [SMART], figure: { unit: '万个' } },
    });
    expect(total).toBe(rows.length);
    expect(rows.length).toBeGreaterThan(0);
    for (const row of rows) {
      if (!('value' in row)) throw new Error('not a figure');
      expect(row.unit).toMatch(/个$/u);
      expect(citations.find(({ clauseId }) => clauseId === row.clauseId)?.text).toContain(row.printed);
    }
  });

  it('lists times and facts of documents', async () => {
    const { rows } = await ask({ find: 'deadlines', where: { documentIds: [SMART] } });
    expect(rows.some((row) => 'on' in row && row.on === '2017-12-31')).toBe(true);
    const documents = await ask({ find: 'documents', where: { validity: 'period-ended' }, show: 'facts' });
    expect(documents.rows.map((row) => 'facts' in row && row.validity?.state)).toEqual(
      documents.rows.map(() => 'period-ended'),
    );
    expect(documents.rows.length).toBeGreaterThan(0);
  });
});

describe('a topic', () => {
  it('finds every clause that is about it, and says so', async () => {
    const about = await ask({ find: 'clauses', where: { topic: '公共充电桩' } });
    const naming = await ask({ find: 'clauses', where: { mentions: ['充电桩'] } });
    expect(idsOf(naming).length).toBeGreaterThan(0);
    expect(idsOf(about)).toEqual(expect.arrayContaining(idsOf(naming)));
    expect(about.reading).toContain('关于“公共充电桩”');
  });

  it('is weighed among the clauses that the caller sees', async () => {
    const { rows } = await ask({ find: 'clauses', where: { topic: '智慧医疗' } }, 'some');
    expect(rows.length).toBeGreaterThan(0);
    expect(rows.every((row) => 'clauseId' in row && row.clauseId.startsWith(`${SMART}:`))).toBe(true);
  });
});

describe('sent in a conversation', () => {
  const chat = async (body: object, as: 'all' | 'some' = 'all') => {
    const response = await service.call('/api/chat', { as, body });
    return { status: response.status, body: (await response.json()) as Record<string, unknown> };
  };
  const query = {
    find: 'clauses',
    where: { documentIds: [SMART], units: { all: ['市公安局'] }, collectives: 'exclude' },
  };

  it('is answered instead of a message, and gone on from', async () => {
    const first = (await chat({ query })).body as unknown as Answer;
    const tasks = await tasksOf('市公安局', `?documentId=${SMART}`);
    expect(first).toMatchObject({ refused: false, query, total: tasks.total });
    const { conversationId } = first;
    const next = (await chat({ message: '只看牵头的', conversationId })).body as unknown as Answer;
    expect(next.query?.where?.roles).toEqual(['lead']);
    expect(next.citations.length).toBeLessThan(first.citations.length);
  });

  it('finds nothing where the caller sees nothing', async () => {
    const hidden = { find: 'clauses', where: { documentIds: ['connected-vehicle-tasks'] } };
    expect((await chat({ query: hidden }, 'some')).body).toMatchObject({ refused: true, citations: [] });
  });

  it.each([
    [{}, 'message'],
    [{ query, filters: { documentIds: [SMART] } }, 'filters'],
    [{ query: { find: 'cities' } }, 'query.find'],
  ])('%j is refused', async (body, field) => {
    const { status, body: problem } = await chat(body);
    expect(status).toBe(400);
    expect((problem['fields'] as { field: string }[]).map((one) => one.field)).toContain(field);
  });
});

describe('what is refused', () => {
  it.each([
    [{ find: 'names' }, 'query.find'],
    [{ find: 'figures', where: { figure: { bound: 'some' } } }, 'query.where.figure.bound'],
    [{ find: 'figures', where: { figure: { from: -1 } } }, 'query.where.figure.from'],
    [{ find: 'figures', order: 'count' }, 'query.order'],
    [{ find: 'clauses', where: { validity: 'valid' } }, 'query.where.validity'],
    [{ find: 'clauses', where: { asOf: '2026-13-30' } }, 'query.where.asOf'],
    [{ find: 'clauses', show: 'facts' }, 'query.show'],
    [{ find: 'documents', show: 'sentence' }, 'query.show'],
    [{ find: 'clauses', verdict: '由市教委牵头' }, 'query.verdict'],
    [{ find: 'clauses', group: 'city' }, 'query.group'],
    [{ find: 'clauses', limit: 501 }, 'query.limit'],
    [{ find: 'clauses', order: 'count' }, 'query.order'],
    [{ find: 'units', group: 'unit' }, 'query.group'],
    [{ find: 'clauses', where: {}, compare: [{}, {}] }, 'query.compare'],
    [{ find: 'clauses', wehre: {} }, 'query'],
    [
      { find: 'clauses', where: { units: { any: Array.from({ length: 21 }, () => '市教委') } } },
      'query.where.units.any',
    ],
    [{ find: 'units', count: true, then: { find: 'clauses' } }, 'query.count'],
    [
      { find: 'units', then: { find: 'units', then: { find: 'units', then: { find: 'units' } } } },
      'query.then.then.then',
    ],
  ])('%j', async (query, field) => {
    const problem = await refuse(query);
    expect(problem).toMatchObject({ status: 400, code: 'invalid-request' });
    expect(problem.fields!.map((issue) => issue.field)).toContain(field);
  });

  it('a cursor of another query', async () => {
    const { nextCursor } = await ask({ find: 'clauses', limit: 1 });
    expect(await refuse({ find: 'units', limit: 1, cursor: nextCursor })).toMatchObject({
      code: 'invalid-request',
    });
  });

  it('a key that may not read', async () => {
    expect(await refuse({ find: 'clauses' }, 'asker')).toMatchObject({
      status: 403,
      code: 'forbidden-scope',
    });
  });
});

describe('a key that sees one document', () => {
  it('is told of nothing else', async () => {
    for (const query of [
      { find: 'documents' },
      { find: 'sections' },
      { find: 'clauses' },
      { find: 'clauses', group: 'document' },
    ]) {
      const reply = await ask(query, 'some');
      const text = JSON.stringify([reply.rows, reply.groups, reply.citations]);
      expect(text).not.toMatch(
        /connected-vehicle-tasks|new-infrastructure|ai-work-division|information-industry/,
      );
      expect(text).toContain(SMART);
    }
    const own = await ask({ find: 'units', where: { documentIds: [SMART] } });
    const seen = await ask({ find: 'units' }, 'some');
    expect(seen.total).toBe(own.total);
  });

  it('is told that another document or unit is not there', async () => {
    const hidden = await refuse(
      { find: 'clauses', where: { documentIds: ['ai-work-division-2019'] } },
      'some',
    );
    const unknown = await refuse({ find: 'clauses', where: { documentIds: ['none'] } }, 'some');
    expect(hidden).toMatchObject({
      status: 404,
      code: 'not-found',
      detail: '没有这份文件：ai-work-division-2019。',
    });
    expect(unknown).toMatchObject({ status: 404, code: 'not-found', detail: '没有这份文件：none。' });
  });
});

describe('as a table', () => {
  const table = async (query: unknown) => {
    const response = await service.call('/api/query', {
      as: 'all',
      body: { query },
      headers: { accept: 'text/csv' },
    });
    expect(response.headers.get('content-type')).toBe('text/csv; charset=utf-8');
    const text = new TextDecoder('utf-8', { ignoreBOM: true }).decode(await response.arrayBuffer());
    expect(text.startsWith('\ufeff')).toBe(true);
    return text.slice(1).trimEnd().split('\r\n');
  };

  it('holds all rows, whatever limit says', async () => {
    const lines = await table({ find: 'clauses', where: { units: { any: ['市公安局'] } }, limit: 1 });
    expect(lines[0]).toBe('文件,位置,任务,角色,时限,责任单位,条文编号');
    const { clauseTotal } = await tasksOf('市公安局');
    expect(lines).toHaveLength(1 + clauseTotal);
  });

  it.each([
    [{ find: 'units' }, '单位,所载名称,任务数,条文数,牵头,配合,责任'],
    [{ find: 'documents' }, '文件,文号,发文机关,发文日期,任务数,条文数,文件编号'],
    [{ find: 'sections' }, '文件,位置,任务数,条文数'],
    [{ find: 'clauses', group: 'role' }, '分组,任务数,条文数,条文编号'],
    [
      { find: 'units', compare: [{ roles: ['lead'] }, { roles: ['supporting'] }] },
      '对比,单位,所载名称,任务数,条文数,牵头,配合,责任',
    ],
  ])('%j has the columns %s', async (query, heads) => {
    const lines = await table(query);
    expect(lines[0]).toBe(heads);
    expect(lines.length).toBeGreaterThan(1);
  });
});
