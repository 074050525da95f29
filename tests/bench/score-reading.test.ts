import { describe, expect, it } from 'vitest';
import type { ClauseEnds, ClauseUnitsGold } from '../../bench/quality/reading-gold.ts';
import { scoreClauses, scoreHead } from '../../bench/quality/score-reading.ts';
import { scoreReadingUnits } from '../../bench/quality/score-reading-units.ts';
import { parseSource } from '../../ingest/parse-source.ts';

const PARSED = parseSource(
  [
    '临江市绿道建设方案',
    '一、主要任务',
    '（一）建设绿道。新建绿道百公里，沿河布设驿站。（市园林局牵头，市财政局配合）',
    '（二）绿道管护。建立巡查制度，及时修补路面。（责任单位：市城管局）',
  ].join('\n'),
  'greenway',
);

function ends(start: string, end: string, under = '主要任务'): ClauseEnds {
  return { file: 'greenway.txt', number: '', start, end, under };
}

function units(start: string, lead: string[], supporting: string[]): ClauseUnitsGold {
  return {
    file: 'greenway.txt',
    start,
    lead,
    supporting,
    responsible: [],
    collective: [],
    basis: 'assignment',
  };
}

describe('scoreClauses', () => {
  it('takes a clause with or without its number and heading, and without its last mark', () => {
    const gold = [ends('（一）建设绿道。新建', '市财政局配合'), ends('建立巡查制度', '城管局）')];
    expect(scoreClauses(PARSED, gold)).toMatchObject({ right: 2, clauses: 2, surplus: [] });
  });

  it.each([
    ['another end', ends('建设绿道', '布设驿站。')],
    ['another heading', ends('建设绿道', '市财政局配合）', '总体要求')],
    ['a beginning within a clause', ends('沿河布设驿站', '市财政局配合）')],
  ])('does not take one with %s', (_, gold) => {
    const score = scoreClauses(PARSED, [gold]);
    expect(score.right).toBe(0);
    expect(score.surplus).toHaveLength(2);
  });

  it('lets a clause answer once', () => {
    const gold = ends('建设绿道', '市财政局配合）');
    expect(scoreClauses(PARSED, [gold, gold]).right).toBe(1);
  });
});

describe('scoreReadingUnits', () => {
  it('counts what is read otherwise, what is missed and what the gold does not have', () => {
    const score = scoreReadingUnits(
      PARSED,
      [units('建设绿道', ['市园林局'], ['市水利局']), units('没有这句话', ['市水利局'], [])],
      'assignment',
    );
    expect(score).toMatchObject({ phrases: 2, wrong: [{ start: '建设绿道' }], missed: [{ found: '' }] });
    expect(score.surplus.map(({ found }) => found)).toEqual(['responsible 市城管局']);
  });

  it('keeps duties apart', () => {
    expect(scoreReadingUnits(PARSED, [units('建设绿道', [], [])], 'duty').phrases).toBe(0);
  });
});

it('scoreHead compares a printed date with the day that was read', () => {
  const head = { file: '', title: '方案', issuer: '市园林局', doc_number: '', date: '2024年3月5日' };
  const parsed = {
    title: '方案',
    issuer: '市园林局',
    documentNumber: null,
    issuedOn: '2024-03-05',
    clauses: [],
  };
  expect(scoreHead(parsed, head).every(({ right }) => right)).toBe(true);
});
