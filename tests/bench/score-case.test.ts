import { describe, expect, it } from 'vitest';
import { QualityCase } from '../../bench/quality/quality-case.ts';
import { type JudgedReply, matchesGold, scoreCase } from '../../bench/quality/score-case.ts';

const LAKE = {
  clauseId: 'lake:2.1',
  sourceFile: '01_lake.txt',
  text: '（一）湖泊治理。2026年底前完成清淤，投入3亿元。巡湖每月一次。（牵头单位：市水务局；配合单位：市财政局、各区人民政府）',
};
const ROAD = { clauseId: 'road:1.3', sourceFile: '02_road.txt', text: '3.道路养护。每季检查一次。' };
const stray = (number: number) => ({ ...ROAD, clauseId: `road:9.${number}` });

const testCase = QualityCase.parse({
  id: 'own-1',
  kind: 'who',
  turns: ['湖泊治理谁牵头？'],
  cite: [{ doc: '01', quote: '湖泊治理。2026年底前' }],
  also_ok: [{ doc: '02', quote: '道路养护' }],
  units: { lead: ['市水务局'], supporting: ['市财政局'], responsible: [] },
  answer_contains: [['市水务局', '水务局'], ['2026年']],
});

const unit = (
  name: string,
  role: 'lead' | 'supporting' | 'responsible',
  clauseId = 'lake:2.1',
  collective = false,
) => ({
  name,
  role,
  clauseId,
  collective,
});

const RIGHT: JudgedReply = {
  answer: '由市水务局牵头，2026 年底前完成。[1]',
  refused: false,
  citations: [LAKE],
  responsibleUnits: [
    unit('市水务局', 'lead'),
    unit('市财政局', 'supporting'),
    unit('各区人民政府', 'supporting', 'lake:2.1', true),
  ],
};

describe('scoreCase', () => {
  it('finds a right reply wholly right, collectives left out', () => {
    const score = scoreCase(testCase, RIGHT);
    expect(score.failures).toEqual([]);
    expect(score.whollyRight).toBe(true);
    expect(score.unitPairs).toEqual({ hits: 2, extra: 0, missed: 0 });
  });

  it.each<[string, Partial<JudgedReply>, string[]]>([
    ['a missing citation', { citations: [ROAD] }, ['recall', 'units']],
    ['two stray citations', { citations: [LAKE, stray(1), stray(2)].map(renamed) }, ['clean']],
    [
      'a unit too many',
      { responsibleUnits: [...RIGHT.responsibleUnits, unit('市教委', 'responsible')] },
      ['units'],
    ],
    ['a missing unit', { responsibleUnits: RIGHT.responsibleUnits.slice(1) }, ['units']],
    [
      'a unit in another role',
      { responsibleUnits: [unit('市水务局', 'responsible'), unit('市财政局', 'supporting')] },
      ['units'],
    ],
    ['an answer without the year', { answer: '由市水务局牵头。' }, ['answer']],
    [
      'a refusal',
      { refused: true, citations: [], responsibleUnits: [], answer: '文件没有说明。' },
      ['recall', 'units', 'answer', 'refusal'],
    ],
  ])('fails %s in the checks it breaks', (_, change, broken) => {
    const { checks, whollyRight } = scoreCase(testCase, { ...RIGHT, ...change });
    expect(
      Object.entries(checks)
        .filter(([, check]) => check === false)
        .map(([name]) => name),
    ).toEqual(broken);
    expect(whollyRight).toBe(false);
  });

  it('reads units only from clauses that match cite', () => {
    const reply = {
      ...RIGHT,
      citations: [LAKE, ROAD],
      responsibleUnits: [...RIGHT.responsibleUnits, unit('市交通运输委', 'lead', 'road:1.3')],
    };
    expect(scoreCase(testCase, reply).checks.units).toBe(true);
  });

  it('judges only the roles that the case lists', () => {
    const leadOnly = { ...testCase, units: { lead: ['市水务局'] } };
    expect(
      scoreCase(leadOnly, { ...RIGHT, responsibleUnits: RIGHT.responsibleUnits.slice(0, 1) }).checks.units,
    ).toBe(true);
  });

  it('allows one stray citation, and one in five of a long list', () => {
    const ten = Array.from({ length: 10 }, (_, i) => ({ ...LAKE, clauseId: `lake:${i}` }));
    expect(scoreCase(testCase, { ...RIGHT, citations: [LAKE, renamed(stray(1))] }).checks.clean).toBe(true);
    expect(
      scoreCase(testCase, { ...RIGHT, citations: [...ten.slice(2), ...[1, 2].map(stray).map(renamed)] })
        .checks.clean,
    ).toBe(true);
    expect(
      scoreCase(testCase, { ...RIGHT, citations: [...ten.slice(3), ...[1, 2].map(stray).map(renamed)] })
        .checks.clean,
    ).toBe(false);
  });

  it('counts a clause cited twice once', () => {
    const score = scoreCase(testCase, { ...RIGHT, citations: [LAKE, LAKE] });
    expect([score.cited, score.citedRight]).toEqual([1, 1]);
  });

  it('wants one of the citations or all of them, by cite_mode', () => {
    const cite = [...testCase.cite, { doc: '02', quote: '每季检查' }];
    expect(scoreCase({ ...testCase, cite }, RIGHT).checks.recall).toBe(false);
    expect(scoreCase({ ...testCase, cite, cite_mode: 'any' }, RIGHT).checks.recall).toBe(true);
  });

  it('lets a refuse case pass only without citations', () => {
    const refuse = QualityCase.parse({ id: 'r', kind: 'refuse', turns: ['天气如何？'], refuse: true });
    const refusal = { answer: '文件没有说明。', refused: true, citations: [], responsibleUnits: [] };
    expect(scoreCase(refuse, refusal).whollyRight).toBe(true);
    expect(scoreCase(refuse, { ...refusal, citations: [LAKE] }).whollyRight).toBe(false);
    expect(scoreCase(refuse, { ...refusal, refused: false }).failures).toEqual(['answered, should refuse']);
  });

  it('fails a case without a reply', () => {
    const score = scoreCase(testCase, null);
    expect(score.whollyRight).toBe(false);
    expect(score.failures).toContain('no reply');
  });

  it('measures the answer against the sentence that holds the quote', () => {
    const gold = '（一）湖泊治理。2026年底前完成清淤，投入3亿元。'.length;
    const answer = '字'.repeat(gold);
    const quoted = { ...testCase, cite: [{ doc: '01', quote: '2026年底前完成清淤' }] };
    expect(scoreCase(quoted, { ...RIGHT, answer }).lengthRatio).toBeCloseTo(
      gold / '2026年底前完成清淤，投入3亿元。'.length,
    );
  });
});

describe('matchesGold', () => {
  it.each([
    ['white space', '湖泊 治理。\n2026年'],
    ['ASCII punctuation', '(一)湖泊治理.2026年底前完成清淤,投入'],
    ['full-width digits', '２０２６年底前'],
  ])('folds %s', (_, quote) => {
    expect(matchesGold(LAKE, { doc: '01', quote })).toBe(true);
  });

  it.each([
    ['another document', { doc: '02', quote: '湖泊治理' }],
    ['other words', { doc: '01', quote: '河流治理' }],
  ])('does not match %s', (_, gold) => {
    expect(matchesGold(LAKE, gold)).toBe(false);
  });
});

/** A citation that matches neither cite nor also_ok. */
function renamed<T extends { readonly sourceFile: string }>(citation: T): T {
  return citation.sourceFile === LAKE.sourceFile ? citation : { ...citation, sourceFile: '03_other.txt' };
}
