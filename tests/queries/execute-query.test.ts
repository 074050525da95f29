import { describe, expect, it } from 'vitest';
import { Query } from '../../src/domain/query.ts';
import { citeMatches } from '../../src/queries/cite-matches.ts';
import { executeQuery } from '../../src/queries/execute-query.ts';
import type { QueryGroup } from '../../src/queries/query-rows.ts';
import { limitWork } from '../../src/turns/work-budget.ts';
import { openPlans, VISIBLE } from './sample-plans.ts';

async function run(query: unknown, visibility = VISIBLE) {
  return await executeQuery(Query.parse(query), await openPlans(visibility));
}

/** Keys of the rows: clause ids, names of bodies, document ids. */
async function keysOf(query: unknown, visibility = VISIBLE): Promise<readonly string[]> {
  const { sides } = await run(query, visibility);
  return sides.flatMap(({ listed }) => listed.map(({ key }) => key));
}

const clauses = (where: object) => ({ find: 'clauses', where });

describe('conditions', () => {
  it.each([
    [
      'everything',
      {},
      [
        'air-2015:1.1',
        'air-2015:1.2',
        'air-2015:1.2.p2',
        'air-2020:1',
        'air-2020:2.1',
        'air-2020:2.2',
        'air-2020:2.3',
      ],
    ],
    ['a document', { documentIds: ['air-2015'] }, ['air-2015:1.1', 'air-2015:1.2', 'air-2015:1.2.p2']],
    ['a section by number', { section: '1.2' }, ['air-2015:1.2', 'air-2015:1.2.p2']],
    ['a section by heading', { section: '二、任务' }, ['air-2020:2.1', 'air-2020:2.2', 'air-2020:2.3']],
    ['a section by heading without number and with ASCII brackets', { section: '(三)经' }, ['air-2020:2.3']],
    ['joint tasks', { units: { all: ['市财政局', '市教委'] } }, ['air-2020:2.1']],
    ['either', { units: { any: ['市教委', '市环保局'], none: ['市财政局'] } }, ['air-2020:2.2']],
    ['no other body', { units: { only: ['市财政局'] } }, ['air-2020:2.3']],
    ['no other body, two of them', { units: { only: ['市教委', '西青区人民政府'] } }, ['air-2020:2.2']],
    [
      'none of them',
      { units: { none: ['市财政局'] }, tasks: true },
      ['air-2015:1.2', 'air-2015:1.2.p2', 'air-2020:2.2'],
    ],
    ['a role', { roles: ['lead'] }, ['air-2015:1.1', 'air-2020:2.1']],
    ['a body in a role', { units: { all: ['市财政局'] }, roles: ['responsible'] }, ['air-2020:2.3']],
    ['both in a role', { units: { all: ['市财政局', '市教委'] }, roles: ['supporting'] }, ['air-2020:2.1']],
    [
      'none of them in a role',
      { units: { none: ['市财政局'] }, roles: ['responsible'] },
      ['air-2015:1.2', 'air-2015:1.2.p2', 'air-2020:2.2'],
    ],
    [
      'former and later names as one body',
      { units: { all: ['市环保局'] } },
      ['air-2015:1.1', 'air-2020:2.1'],
    ],
    ['one name alone', { units: { all: ['市环保局'] }, successions: false }, ['air-2015:1.1']],
    ['a short form', { units: { all: ['财政局'] }, roles: ['responsible'] }, ['air-2020:2.3']],
    ['what it is about, in its text', { topic: '监测站建设' }, ['air-2020:2.1']],
    ['what it is about, all but a word of asking', { topic: '治理烟气' }, ['air-2015:1.1']],
    ['nothing that no clause is about', { topic: '氢能船舶' }, []],
    ['mentions, letter by letter', { mentions: ['治理', '烟气'] }, ['air-2015:1.1']],
    ['a time', { deadline: { from: '2020-01-01', to: '2020-12-31' } }, ['air-2020:2.1']],
    ['a time without beginning', { deadline: { to: '2019-12-31' } }, ['air-2020:2.2']],
    [
      'a district and what reaches it',
      { units: { any: ['西青区'] } },
      ['air-2015:1.2', 'air-2015:1.2.p2', 'air-2020:2.2'],
    ],
    ['a district by name alone', { units: { any: ['西青区'] }, collectives: 'exclude' }, ['air-2020:2.2']],
    [
      'a district through collectives alone',
      { units: { any: ['西青区'] }, collectives: 'only' },
      ['air-2015:1.2', 'air-2015:1.2.p2'],
    ],
    ['the collective itself', { units: { any: ['各区人民政府'] } }, ['air-2015:1.2', 'air-2015:1.2.p2']],
    [
      'empty lists and nulls ask for nothing',
      {
        documentIds: ['air-2015'],
        units: { all: [] },
        roles: [],
        mentions: [],
        section: null,
        deadline: { from: null, to: null },
      },
      ['air-2015:1.1', 'air-2015:1.2', 'air-2015:1.2.p2'],
    ],
  ])('%s', async (_name, where, expected) => {
    expect(await keysOf(clauses(where))).toEqual(expected);
  });

  it('no district alone where a collective stands for others too', async () => {
    expect(await keysOf(clauses({ units: { only: ['西青区'] } }))).toEqual([]);
  });

  it.each([
    [{ units: { any: ['市航天局'] } }, '市航天局'],
    [{ units: { any: ['市密码局'] } }, '市密码局'],
    [{ documentIds: ['hidden'] }, 'hidden'],
  ])('says what of %j is not there', async (where, named) => {
    await expect(run(clauses(where))).rejects.toMatchObject({
      code: 'not-found',
      detail: expect.stringContaining(named),
    });
  });
});

describe('counting', () => {
  it('counts printed tasks, not clauses', async () => {
    const { total, sides } = await run(clauses({ units: { any: ['各区人民政府'] } }));
    expect(total).toBe(1);
    expect(sides[0]!.listed).toHaveLength(2);
  });

  it('ranks bodies by their tasks, former names with later ones', async () => {
    const { sides } = await run({ find: 'clauses', group: 'unit', order: 'count' });
    const groups = sides[0]!.listed.map(({ row }) => row as QueryGroup);
    expect(groups.map(({ key, count, clauseCount }) => [key, count, clauseCount])).toEqual([
      ['市财政局', 3, 3],
      ['市生态环境局', 2, 2],
      ['市教委', 2, 2],
      ['各区人民政府', 1, 2],
      ['西青区人民政府', 1, 1],
    ]);
    expect(groups[1]!.clauseIds).toEqual(['air-2015:1.1', 'air-2020:2.1']);
  });

  it.each([
    [
      'role',
      [
        ['lead', '牵头', 2],
        ['supporting', '配合', 2],
        ['responsible', '责任', 3],
      ],
    ],
    ['district', [['西青区人民政府', '西青区人民政府', 1]]],
    [
      'document',
      [
        ['air-2015', '天津市清洁空气行动计划（2015年）', 2],
        ['air-2020', '天津市清洁空气行动计划（2020年）', 3],
      ],
    ],
    [
      'deadline',
      [
        ['2020-12-31', '2020-12-31', 1],
        ['2019-12-31', '2019-12-31', 1],
      ],
    ],
    [
      'section',
      [
        ['《天津市清洁空气行动计划（2015年）》一、治理', '《天津市清洁空气行动计划（2015年）》一、治理', 2],
        [
          '《天津市清洁空气行动计划（2015年）》一、2.扬尘',
          '《天津市清洁空气行动计划（2015年）》一、2.扬尘',
          1,
        ],
        ['《天津市清洁空气行动计划（2020年）》二、任务', '《天津市清洁空气行动计划（2020年）》二、任务', 3],
      ],
    ],
  ])('groups tasks by %s', async (group, expected) => {
    const { sides } = await run({ find: 'clauses', where: { tasks: true }, group });
    const groups = sides[0]!.listed.map(({ row }) => row as QueryGroup);
    expect(groups.map(({ key, label, count }) => [key, label, count])).toEqual(expected);
  });

  it('names a body as the clauses print it, and says which names it has merged', async () => {
    const groupsOf = async (where: object) => {
      const { sides } = await run({ find: 'clauses', where, group: 'unit' });
      return sides[0]!.listed.map(({ row }) => row as QueryGroup).map(({ key, label }) => [key, label]);
    };
    expect(await groupsOf({ roles: ['lead'], documentIds: ['air-2015'] })).toEqual([
      ['市环保局', '市环保局'],
    ]);
    expect(await groupsOf({ roles: ['lead'] })).toEqual([['市生态环境局', '市生态环境局（含市环保局）']]);
  });

  it('orders by name too', async () => {
    expect(await keysOf({ find: 'clauses', group: 'deadline', order: 'name' })).toEqual([
      '2019-12-31',
      '2020-12-31',
    ]);
  });
});

describe('what is found', () => {
  it('units, with the names and roles that are printed', async () => {
    const { sides, total } = await run({ find: 'units', where: { roles: ['lead'] } });
    expect(total).toBe(1);
    expect(sides[0]!.listed.map(({ row }) => row)).toEqual([
      {
        name: '市生态环境局',
        names: ['市生态环境局', '市环保局'],
        collective: false,
        count: 2,
        clauseCount: 2,
        roles: { lead: 2, supporting: 0, responsible: 0 },
      },
    ]);
  });

  it('units by name, apart over time and without collectives', async () => {
    const where = { successions: false, collectives: 'exclude' };
    const names = ['市财政局', '市教委', '市环保局', '市生态环境局', '西青区人民政府'];
    expect(await keysOf({ find: 'units', where, order: 'name' })).toEqual(names.sort());
  });

  it('documents and sections', async () => {
    const where = { units: { any: ['市教委'] } };
    expect(await keysOf({ find: 'documents', where })).toEqual(['air-2020']);
    const { sides } = await run({ find: 'sections', where });
    expect(sides[0]!.listed.map(({ row }) => row)).toEqual([
      {
        documentId: 'air-2020',
        documentTitle: '天津市清洁空气行动计划（2020年）',
        path: ['二、任务'],
        label: '《天津市清洁空气行动计划（2020年）》二、任务',
        count: 2,
        clauseCount: 2,
      },
    ]);
  });
});

describe('then', () => {
  it('gives units of clauses', async () => {
    const query = {
      ...clauses({ units: { all: ['市环保局'] }, roles: ['lead'] }),
      then: { find: 'units', where: { roles: ['supporting'] } },
    };
    expect(await keysOf(query)).toEqual(['市财政局', '市教委']);
  });

  it('gives all clauses of the first units, wherever they stand', async () => {
    const first = { find: 'units', where: { section: '一、治理' }, order: 'count', limit: 1 };
    expect(await keysOf({ ...first, then: { find: 'clauses' } })).toEqual(['air-2015:1.1', 'air-2020:2.1']);
    const then = { find: 'clauses', where: { roles: ['supporting'] } };
    expect(await keysOf({ ...first, then })).toEqual([]);
  });

  it('gives whole documents and sections, two deep', async () => {
    const where = { mentions: ['校园'] };
    expect(await keysOf({ find: 'documents', where, then: { find: 'clauses' } })).toHaveLength(4);
    const then = { find: 'clauses', where: { units: { any: ['市财政局'] } }, then: { find: 'units' } };
    expect(await keysOf({ find: 'sections', where, then })).toEqual(['市生态环境局', '市财政局', '市教委']);
  });
});

describe('compare', () => {
  it('holds sides against each other, what both have counted once in all', async () => {
    const compare = [{ units: { any: ['市财政局'] } }, { units: { any: ['市教委'] } }];
    const { sides, total, reading } = await run({ find: 'clauses', compare });
    expect(sides.map((side) => [side.reading, side.total])).toEqual([
      ['市财政局', 3],
      ['市教委', 2],
    ]);
    expect(total).toBe(4);
    expect(reading).toBe('按：市财政局 对比 市教委');
  });
});

describe('the caller', () => {
  it('who sees everything counts everything', async () => {
    expect((await run(clauses({ units: { any: ['市财政局'] } }), 'all')).total).toBe(4);
  });

  it.each([
    clauses({}),
    clauses({ units: { any: ['市财政局'] } }),
    { find: 'units' },
    { find: 'documents' },
    { find: 'sections' },
    { find: 'clauses', group: 'unit' },
    { find: 'units', where: { units: { any: ['市财政局'] } }, then: { find: 'clauses' } },
    { find: 'documents', then: { find: 'clauses', then: { find: 'units' } } },
  ])('nothing hidden is in %j', async (query) => {
    const result = await run(query);
    const shown = JSON.stringify([result.reading, result.sides]);
    expect(shown).not.toMatch(/hidden|内部|密码局/);
  });
});

describe('work and proof', () => {
  it('ends where it would take too much', async () => {
    const source = await openPlans();
    const work = () => executeQuery(Query.parse({ find: 'clauses' }), source);
    await expect(limitWork({ steps: 500 }, work)).rejects.toMatchObject({ code: 'work-exceeded' });
  });

  it.each([
    [{ units: { any: ['市教委'] } }, '（牵头单位：市生态环境局；配合单位：市财政局、市教委）'],
    [{ mentions: ['改善'] }, '空气质量改善。'],
    [{ deadline: { from: '2020-06-01' } }, '建设监测站，2020年底前建成。'],
    [{ section: '2.3' }, '（三）经费。保障经费。（责任单位：市财政局）'],
  ])('quotes what shows %j', async (where, quote) => {
    const source = await openPlans();
    const { sides } = await executeQuery(Query.parse(clauses(where)), source);
    const [first] = await citeMatches(sides[0]!.matches, source, '2026-01-01');
    expect(first).toMatchObject({ marker: 1, quote, sourceQuote: quote, verification: 'exact' });
  });
});

it.each([
  [clauses({}), '按：全部文件'],
  [
    clauses({ documentIds: ['air-2020'], roles: ['lead'], units: { all: ['市教委'] } }),
    '按：《天津市清洁空气行动计划（2020年）》；牵头；市教委',
  ],
  [
    clauses({ units: { all: ['市环保局', '市财政局'], none: ['市教委'] } }),
    '按：市环保局（市生态环境局）、市财政局共同；没有市教委',
  ],
  [
    { find: 'units', order: 'count', limit: 1, then: { find: 'clauses', count: true } },
    '按：全部文件；列出单位；按任务数排列；取前1项；再按：全部文件；只计数',
  ],
])('%j is read as %s', async (query, reading) => {
  expect((await run(query)).reading).toBe(reading);
});
