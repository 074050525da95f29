import { describe, expect, it } from 'vitest';
import { parseSource } from '../../ingest/parse-source.ts';

/** 「heading: cell」 of each clause, by the place that each cell has in the clause's text. */
function cellsOf(...lines: readonly string[]): (readonly string[] | undefined)[] {
  return parseSource(lines.join('\n'), 'doc').clauses.map(({ text, cells }) =>
    cells?.map(({ heading, start, end }) => `${heading}: ${text.slice(start, end)}`),
  );
}

const row = (...cells: readonly string[]): string => cells.join('\t');

describe('cells of a row', () => {
  it('have what is printed above their column, but for bare numbers; a line of text has none', () => {
    expect(
      cellsOf(
        '云河市泊位价目表',
        '',
        '一、泊位',
        row('序号', '泊位', '白天价格', '夜间价格'),
        row('1', '甲类泊位', '30元', '20元'),
        row('2', '乙类泊位', '50元', '40元'),
        '二、说明',
        '每年核定一次。',
      ),
    ).toEqual([
      ['泊位: 甲类泊位', '白天价格: 30元', '夜间价格: 20元'],
      ['泊位: 乙类泊位', '白天价格: 50元', '夜间价格: 40元'],
      undefined,
    ]);
  });

  it('keep their column where one before them is empty', () => {
    expect(
      cellsOf(
        '云河市泊位价目表',
        '',
        row('序号', '泊位', '白天价格', '夜间价格'),
        row('1', '甲类泊位', '', '20元'),
        row('2', '乙类泊位', '50元', ''),
      ),
    ).toEqual([
      ['泊位: 甲类泊位', '夜间价格: 20元'],
      ['泊位: 乙类泊位', '白天价格: 50元'],
    ]);
  });

  it('are told in tables of Markdown too', () => {
    expect(
      cellsOf(
        '# 云河市泊位价目表',
        '',
        '| 序号 | 泊位 | 每月租金 |',
        '| --- | --- | --- |',
        '| 1 | 甲类泊位 | 300元 |',
      ),
    ).toEqual([['泊位: 甲类泊位', '每月租金: 300元']]);
  });

  it('have both headings where one spans several columns', () => {
    expect(
      cellsOf(
        '# 云河市泊位价目表',
        '',
        '| 序号 | 泊位 | 每月租金 | | 说明 |',
        '| --- | --- | --- | --- | --- |',
        '| | | 淡季 | 旺季 | |',
        '| 1 | 甲类泊位 | 300元 | 500元 | 按月预缴 |',
      ),
    ).toEqual([['泊位: 甲类泊位', '每月租金 淡季: 300元', '每月租金 旺季: 500元', '说明: 按月预缴']]);
  });
});
