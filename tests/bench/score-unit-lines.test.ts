import { describe, expect, it } from 'vitest';
import type { ParsedFile, ParsedUnit } from '../../bench/quality/parsed-file.ts';
import { scoreStructure } from '../../bench/quality/score-structure.ts';
import { scoreUnitLines } from '../../bench/quality/score-unit-lines.ts';
import { StructureGold, UnitGold } from '../../bench/quality/unit-gold.ts';

const SOURCE = [
  '临江市绿道建设方案',
  '一、主要任务',
  '（一）建设绿道。新建绿道百公里。（市园林局牵头，市财政局、各区人民政府配合）',
  '（二）绿道管护。建立巡查制度，由养护单位负责解释。（责任单位：市园林局、市城管局等）',
].join('\n');

const FIRST = '（市园林局牵头，市财政局、各区人民政府配合）';
const SECOND = '（责任单位：市园林局、市城管局等）';

function unit(
  name: string,
  role: ParsedUnit['role'],
  raw: string,
  more: Partial<ParsedUnit> = {},
): ParsedUnit {
  const start = SOURCE.indexOf(raw);
  return {
    name,
    role,
    raw,
    span: { start, end: start + raw.length },
    collective: false,
    openEnded: false,
    ...more,
  };
}

const FIRST_UNITS = [
  unit('市园林局', 'lead', FIRST),
  unit('市财政局', 'supporting', FIRST),
  unit('各区人民政府', 'supporting', FIRST, { collective: true }),
];
const SECOND_UNITS = [
  unit('市园林局', 'responsible', SECOND, { openEnded: true }),
  unit('市城管局', 'responsible', SECOND, { openEnded: true }),
];

function parsed(first: readonly ParsedUnit[], second: readonly ParsedUnit[]): ParsedFile {
  const clause = (number: number, title: string, units: readonly ParsedUnit[]) => {
    const text = SOURCE.split('\n')[number + 1]!;
    const start = SOURCE.indexOf(text);
    return {
      clauseId: `greenway:1.${number}`,
      path: ['一、主要任务', `（${'一二'[number - 1]}）${title}`],
      title,
      text,
      span: { start, end: start + text.length },
      units,
    };
  };
  return {
    title: '临江市绿道建设方案',
    documentNumber: null,
    issuer: '临江市人民政府',
    issuedOn: '2026-03-09',
    clauses: [clause(1, '建设绿道', first), clause(2, '绿道管护', second)],
  };
}

const GOLD = [
  UnitGold.parse({
    file: 'a.txt',
    clause_quote: '新建绿道百公里',
    lead: ['市园林局'],
    supporting: ['市财政局'],
    responsible: [],
    collective: ['各区人民政府'],
    collective_role: { 各区人民政府: 'supporting' },
    open: false,
    raw: FIRST,
  }),
  UnitGold.parse({
    file: 'a.txt',
    clause_quote: '建立巡查制度',
    lead: [],
    supporting: [],
    responsible: ['市园林局', '市城管局'],
    collective: [],
    open: true,
    raw: SECOND,
  }),
];

describe('scoreUnitLines', () => {
  const score = (file: ParsedFile, traps: readonly string[] = [], gold = GOLD) =>
    scoreUnitLines(file, gold, traps, SOURCE);

  it('finds a right reading right, with and without collectives', () => {
    const right = score(parsed(FIRST_UNITS, SECOND_UNITS));
    expect(right).toMatchObject({ lines: 2, linesExact: 2, wrongLines: [], extraPhrases: [], trapsHit: [] });
    expect(right.pairs).toEqual({ hits: 4, extra: 0, missed: 0 });
    expect(right.pairsWithCollectives).toEqual({ hits: 5, extra: 0, missed: 0 });
  });

  it('counts a phrase that several clauses share once', () => {
    expect(score(parsed([...FIRST_UNITS, ...SECOND_UNITS], SECOND_UNITS)).pairs.extra).toBe(0);
  });

  it.each<[string, ParsedUnit[], ParsedUnit[], number]>([
    ['printed order', FIRST_UNITS, [...SECOND_UNITS].reverse(), 1],
    ['a lost 等', FIRST_UNITS, SECOND_UNITS.map((u) => ({ ...u, openEnded: false })), 1],
    ['a lost collective', FIRST_UNITS.slice(0, 2), SECOND_UNITS, 1],
    ['a phrase not found', FIRST_UNITS, [], 1],
  ])('calls a line wrong for %s', (_, first, second, wrong) => {
    expect(score(parsed(first, second)).wrongLines).toHaveLength(wrong);
  });

  it('counts what belongs to no line as extra, and a trap as hit', () => {
    const trap = '由养护单位负责解释';
    const found = score(parsed(FIRST_UNITS, [unit('养护单位', 'responsible', trap), ...SECOND_UNITS]), [
      trap,
    ]);
    expect(found.pairs).toEqual({ hits: 4, extra: 1, missed: 0 });
    expect(found.trapsHit).toEqual([{ trap, raw: trap }]);
    expect(found.linesExact).toBe(2);
  });

  it('lets an optional line be found or not', () => {
    const gold = [GOLD[0]!, { ...GOLD[1]!, optional: true }];
    expect(score(parsed(FIRST_UNITS, SECOND_UNITS), [], gold)).toMatchObject({
      lines: 1,
      linesExact: 1,
      extraPhrases: [],
    });
    expect(score(parsed(FIRST_UNITS, []), [], gold)).toMatchObject({ lines: 1, linesExact: 1 });
  });
});

describe('scoreStructure', () => {
  const gold = StructureGold.parse({
    file: 'a.txt',
    title: '关于印发临江市绿道建设方案的通知',
    inner_title: '临江市绿道建设方案',
    doc_number: '',
    issuer: '临江市人民政府',
    date: '2026年3月9日',
    n_level1: 1,
    n_level2: 2,
    n_level3: 0,
    level1_headings: ['一、主要任务'],
  });
  const wrong = (file: ParsedFile) =>
    scoreStructure(file, gold)
      .filter(({ right }) => !right)
      .map(({ name }) => name);

  it('accepts the inner title, an ISO date and levels read from ids', () => {
    expect(wrong(parsed([], []))).toEqual([]);
  });

  it('counts unnumbered paragraphs and dashes to no level', () => {
    const file = parsed([], []);
    const paragraphs = ['1.1.p2', '1.2.d1'].map((id) => ({
      ...file.clauses[0]!,
      clauseId: `greenway:${id}`,
    }));
    expect(wrong({ ...file, clauses: [...file.clauses, ...paragraphs] })).toEqual([]);
  });

  it('names what differs', () => {
    const file = parsed([], []);
    const clauses = [...file.clauses, { ...file.clauses[0]!, clauseId: 'greenway:2.1', path: ['二、保障'] }];
    expect(wrong({ ...file, issuer: null, clauses })).toEqual(['issuer', 'level1', 'level2']);
    expect(wrong({ ...file, clauses: [] })).toContain('level1Headings');
  });
});
