import { describe, expect, it } from 'vitest';
import { compareFlattened } from '../../bench/quality/compare-flattened.ts';
import type { ParsedClause, ParsedUnit } from '../../bench/quality/parsed-file.ts';
import { ClauseGold, compareClause } from '../../bench/quality/score-clause-sample.ts';

const TAIL = '（牵头单位：市教委；配合单位：市财政局、有关区人民政府）';

function unit(name: string, role: ParsedUnit['role'], collective = false, raw = TAIL): ParsedUnit {
  return { name, role, collective, openEnded: false, raw, span: { start: 30, end: 60 } };
}

const CLAUSE: ParsedClause = {
  clauseId: 'school:2.1.1',
  path: ['二、主要任务', '（一）校园建设', '1.智慧课堂'],
  title: '智慧课堂',
  text: `1.智慧课堂。建设智慧教室百间。${TAIL}`,
  span: { start: 0, end: 60 },
  units: [unit('市教委', 'lead'), unit('市财政局', 'supporting'), unit('有关区人民政府', 'supporting', true)],
};

const GOLD = ClauseGold.parse({
  ref: '9-01',
  doc: '9',
  title: '智慧课堂',
  body: '1.智慧课堂。建设智慧教室百间。',
  lead: ['市教委'],
  supporting: ['市财政局'],
  responsible: [],
  collective: ['有关区人民政府'],
  open: false,
  path: ['二、主要任务', '(一)校园建设'],
});

const fields = (clause: ParsedClause, gold = GOLD) =>
  compareClause(gold, { clauses: [clause] }).map(({ field }) => field);

describe('compareClause', () => {
  it('agrees on a right record', () => expect(fields(CLAUSE)).toEqual([]));

  it('accepts a heading on a line of its own, listed in the path', () => {
    const gold = { ...GOLD, body: '建设智慧教室百间。', path: [...GOLD.path, '1.智慧课堂'] };
    expect(fields({ ...CLAUSE, text: `1.智慧课堂\n建设智慧教室百间。${TAIL}` }, gold)).toEqual([]);
  });

  it('accepts a table row by its number', () => {
    const row: ParsedClause = {
      ...CLAUSE,
      clauseId: 'work:7',
      title: '',
      path: [],
      text: '7\n建设智慧教室百间\n市教委',
      units: [unit('市教委', 'responsible', false, '市教委')],
    };
    const gold = ClauseGold.parse({
      ...GOLD,
      title: '',
      body: '建设智慧教室百间',
      lead: [],
      supporting: [],
      responsible: ['市教委'],
      collective: [],
      path: ['7 市教委'],
    });
    expect(fields(row, gold)).toEqual([]);
    expect(fields({ ...row, clauseId: 'work:17' }, gold)).toEqual(['path']);
  });

  it.each<[string, Partial<ParsedClause>, string[]]>([
    ['title', { title: '' }, ['title']],
    [
      'unit order and role',
      { units: CLAUSE.units.map((u) => ({ ...u, role: 'responsible' as const })) },
      ['lead', 'supporting', 'responsible'],
    ],
    ['open end', { units: CLAUSE.units.map((u) => ({ ...u, openEnded: true })) }, ['open']],
    ['collective', { units: CLAUSE.units.slice(0, 2) }, ['collective']],
    ['path', { path: ['（一）校园建设', '1.智慧课堂'] }, ['path']],
    ['more text', { text: `${CLAUSE.text}\n2.智慧操场。` }, ['body']],
    ['another clause', { text: '别的条款' }, ['clause']],
  ])('names a difference in %s', (_, change, expected) => {
    expect(fields({ ...CLAUSE, ...change })).toEqual(expected);
  });
});

describe('compareFlattened', () => {
  const second: ParsedClause = {
    ...CLAUSE,
    clauseId: 'school:2.1.2',
    text: '2.智慧操场。改造操场。',
    units: [],
  };
  it('ignores white space, titles and ids', () => {
    const flat = { ...CLAUSE, clauseId: 'school:x', title: '', text: CLAUSE.text.replace('。', '。\n') };
    expect(compareFlattened({ clauses: [CLAUSE, second] }, { clauses: [flat, second] })).toMatchObject({
      clauses: 2,
      same: 2,
      sameText: true,
      sameUnits: true,
      differences: [],
    });
  });

  it('tells text from units', () => {
    const glued = { ...CLAUSE, text: CLAUSE.text + second.text };
    expect(compareFlattened({ clauses: [CLAUSE, second] }, { clauses: [glued] })).toMatchObject({
      same: 0,
      sameText: true,
      sameUnits: true,
    });
    expect(compareFlattened({ clauses: [CLAUSE] }, { clauses: [{ ...CLAUSE, units: [] }] })).toMatchObject({
      sameText: true,
      sameUnits: false,
    });
  });
});
