import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { parseSource } from '../../ingest/parse-source.ts';
import { sourceSpanOf } from '../../src/domain/mapped-text.ts';

const heading = fc.constantFrom(
  '一、总体要求',
  '二、重点任务',
  '（一）夯实基础。',
  '（二）扩大应用',
  '1.建设平台。',
  '2.',
  '第一章 总则',
  '第三条',
  '——算力。',
  '①',
  '一是',
  '附件1',
  '1.1 编制目的',
  '**加粗**',
);
const body = fc.constantFrom(
  '推进数据共享，到2025年底建成平台3个。',
  '按照第三条规定执行，增长1.5倍。',
  '完善制度（责任单位：市科技局、市财政局）',
  '完善制度。（市科委牵头，各区人民政府配合）',
  '责任单位：市数据局',
  '臨江市推進數(shù)據(jù)共享，著力創(chuàng)新。',
  '由市教委牵头组织。',
  '（8分）',
  '1\n改造道路\n市公安局、市交通运输委',
  '',
);
const document = fc
  .array(fc.tuple(heading, body, fc.constantFrom('\n', '', '　', '\r\n', '\n\n')), { maxLength: 14 })
  .map((parts) => parts.map(([number, text, end]) => number + text + end).join(''));

/** The same number under two parents and twice under one. */
const REPEATED_NUMBERS = '一、要求推进共享。\n①推进共享。\n1.1 目的\n1.1 目的推进共享，建成平台。\n';

describe('parseSource on documents of any make', () => {
  it('gives unique ids, spans inside the source, quotes that lie in their place, units with a printed phrase', () => {
    fc.assert(
      fc.property(document, (source) => {
        const { clauses } = parseSource(source, 'doc');
        expect(new Set(clauses.map(({ clauseId }) => clauseId)).size).toBe(clauses.length);
        clauses.forEach((clause, order) => {
          expect(clause.order).toBe(order);
          expect(clause.text.trim()).not.toBe('');
          const span = sourceSpanOf(clause, { start: 0, end: clause.text.length });
          expect(span).toEqual(clause.span);
          expect(span.start).toBeGreaterThanOrEqual(0);
          expect(span.end).toBeLessThanOrEqual(source.length);
          expect(span.end).toBeGreaterThan(span.start);
          for (const unit of clause.units) {
            expect(unit.name).not.toBe('');
            if (unit.textSpan)
              expect(clause.text.slice(unit.textSpan.start, unit.textSpan.end)).toBe(unit.raw);
          }
        });
      }),
      { numRuns: 300, examples: [[REPEATED_NUMBERS]] },
    );
  });

  it('gives the same records on every run', () => {
    fc.assert(
      fc.property(document, (source) => {
        expect(parseSource(source, 'doc').clauses).toEqual(parseSource(source, 'doc').clauses);
      }),
      { numRuns: 50 },
    );
  });

  it('shows the exact original of a clause that was converted', () => {
    const source = '一、著力創(chuàng)新發(fā)展。\n責任單位:市科技局';
    const [clause] = parseSource(source, 'doc').clauses;
    expect(clause!.text).toBe('一、着力创新发展。\n责任单位:市科技局');
    expect(clause!.normalized).toBe(true);
    const at = clause!.text.indexOf('创新');
    const span = sourceSpanOf(clause!, { start: at, end: at + 2 });
    expect(source.slice(span.start, span.end)).toBe('創(chuàng)新');
  });

  it.each([
    ['only white space', ' \n\t '],
    ['a title alone', '临江市数据条例'],
    ['numbers alone', '一、\n（一）\n1.'],
    ['an unclosed bracket', '一、建设平台。（责任单位：市科技局、市财政局'],
  ])('survives %s', (_, source) => {
    expect(() => parseSource(source, 'doc')).not.toThrow();
  });
});
