import { describe, expect, it } from 'vitest';
import type { Answer, Citation } from '../../web/src/api/types.ts';
import { comparisonOf, partsOf } from '../../web/src/text/answer-tables.ts';
import { renderCsv } from '../../web/src/text/render-csv.ts';

const citation = (marker: number, documentTitle = '甲方案') =>
  ({ marker, clauseId: `a:${marker}`, documentTitle, label: `《${documentTitle}》${marker}` }) as Citation;
const unit = (name: string, clause: number) =>
  ({ name, role: 'lead', collective: false, openEnded: false, clauseId: `a:${clause}` }) as const;

function makeAnswer(changes: Partial<Answer>): Answer {
  return { statements: [], citations: [], responsibleUnits: [], ...changes } as unknown as Answer;
}

describe('lists of an answer', () => {
  const answer = makeAnswer({
    statements: [
      { text: '共有2项任务。', markers: [] },
      { text: '1. 《甲方案》建设管网（牵头单位）', markers: [1] },
      { text: '2. 《乙方案》改造泵站', markers: [2, 9] },
      { text: '注：计划期已结束。', markers: [] },
    ],
    citations: [citation(1), citation(2, '乙方案')],
    responsibleUnits: [unit('市水务局', 1), unit('市住建局', 2), unit('别的', 7)],
  });

  it('are rows with what they say, their clauses and units, in their place', () => {
    expect(partsOf(answer)).toEqual([
      { kind: 'text', statements: [answer.statements[0]] },
      {
        kind: 'list',
        rows: [
          { number: 1, text: '建设管网（牵头单位）', citations: [citation(1)], units: [unit('市水务局', 1)] },
          { number: 2, text: '改造泵站', citations: [citation(2, '乙方案')], units: [unit('市住建局', 2)] },
        ],
      },
      { kind: 'text', statements: [answer.statements[3]] },
    ]);
    expect(comparisonOf(answer, partsOf(answer))).toBeNull();
  });

  it.each([
    ['one item', [{ text: '1. 建设管网', markers: [1] }]],
    [
      'items that cite nothing',
      [
        { text: '- 甲', markers: [] },
        { text: '- 乙', markers: [] },
      ],
    ],
    [
      'a table of several lines',
      [
        { text: '| 甲 |\n| --- |\n| 1 |', markers: [1] },
        { text: '| 乙 |\n| --- |', markers: [1] },
      ],
    ],
  ])('stay text: %s', (_title, statements) => {
    expect(partsOf(makeAnswer({ statements }))).toEqual([{ kind: 'text', statements }]);
  });
});

describe('a comparison', () => {
  it('puts clauses beside each other where two and more have units', () => {
    const answer = makeAnswer({
      statements: [{ text: '甲由市水务局牵头。', markers: [1] }],
      citations: [citation(1), citation(2), citation(3)],
      responsibleUnits: [unit('市水务局', 1), unit('市住建局', 3)],
    });
    expect(comparisonOf(answer, partsOf(answer))).toEqual([
      { citation: citation(1), units: [unit('市水务局', 1)] },
      { citation: citation(3), units: [unit('市住建局', 3)] },
    ]);
    const fewer = { ...answer, responsibleUnits: [unit('市水务局', 1)] };
    expect(comparisonOf(fewer, partsOf(fewer))).toBeNull();
  });
});

it('the table as CSV keeps Chinese for Excel and runs no formula', () => {
  expect(
    renderCsv([
      ['事项', '单位'],
      ['=HYPERLINK("x")', '市"水务"局\n二'],
      [' ＋1', '-'],
    ]),
  ).toBe('\ufeff"事项","单位"\r\n"\'=HYPERLINK(""x"")","市""水务""局\n二"\r\n"\' ＋1","\'-"\r\n');
});
