import { readFileSync } from 'node:fs';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { NamedUnit } from '../../src/domain/responsible-unit.ts';
import { applyLeadRule, extractUnitPhrases, readUnitCell } from '../../src/units/unit-phrases.ts';

const ROLES = { lead: '牵头', supporting: '配合', responsible: '责任' } as const;

const cases = readFileSync(new URL('../fixtures/units/unit-phrases.txt', import.meta.url), 'utf8')
  .split('\n')
  .filter((line) => line.trim() !== '' && !line.startsWith('#'))
  .map((line) => {
    const [text, expected] = line.split(' ｜ ');
    return { text: text!.trim(), expected: expected!.trim() };
  });

function render(units: readonly NamedUnit[]): string {
  return units
    .map(
      ({ name, role, collective, openEnded }) =>
        `${ROLES[role]} ${name}${collective ? '*' : ''}${openEnded ? '+' : ''}`,
    )
    .join('，');
}

describe('extractUnitPhrases', () => {
  it.each(cases)('$text', ({ text, expected }) => {
    const found = extractUnitPhrases(text);
    expect(found.map(({ units }) => render(units)).join(' ‖ ') || '无').toBe(expected);
    for (const { raw, span } of found) expect(text.slice(span.start, span.end)).toBe(raw);
  });

  it('reads several phrases of one clause in printed order', () => {
    const text = '营造良好环境。（市场监管总局负责）加强教育服务。（体育总局、教育部负责）';
    expect(extractUnitPhrases(text).map(({ units }) => render(units))).toEqual([
      '责任 市场监管总局',
      '责任 体育总局，责任 教育部',
    ]);
  });

  it('reads a label that a page break cut', () => {
    expect(render(extractUnitPhrases('完成改造。（牵头单\n位：市水务局）')[0]!.units)).toBe('牵头 市水务局');
  });

  it('says where the rule that the first one leads is stated', () => {
    const [phrase] = extractUnitPhrases('（税务总局、财政部负责，排在第一位的部门为牵头部门，下同）');
    expect(phrase!.statesLeadRule).toBe(true);
    expect(render(applyLeadRule(phrase!.units))).toBe('牵头 税务总局，责任 财政部');
  });

  it('never fails, and every phrase slices back', () => {
    const piece = fc.constantFrom(
      '市科委',
      '、',
      '（',
      '）',
      '牵头',
      '单位：',
      '等部门',
      '负责',
      '和',
      '各区人民政府',
      '。',
      '\n',
      '[',
      '】',
      '由',
      '会同',
    );
    fc.assert(
      fc.property(fc.array(piece, { maxLength: 24 }), (pieces) => {
        const text = pieces.join('');
        for (const { raw, span } of extractUnitPhrases(text))
          expect(text.slice(span.start, span.end)).toBe(raw);
      }),
    );
  });
});

describe('readUnitCell', () => {
  it.each([
    ['市科技局\n市财政局', '责任 市科技局，责任 市财政局'],
    ['西青区人民政府牵头，市公安局等部门配合', '牵头 西青区人民政府，配合 市公安局+'],
  ])('%j', (cell, expected) => {
    expect(render(readUnitCell(cell, 'responsible') ?? [])).toBe(expected);
  });

  it.each(['加快建设数据平台，提升服务水平', '2025年底前'])('names nobody: %s', (cell) => {
    expect(readUnitCell(cell, 'responsible')).toBeNull();
  });
});
