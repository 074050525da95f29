import { describe, expect, it } from 'vitest';
import { parseSource } from '../../ingest/parse-source.ts';

function read(...lines: readonly string[]) {
  const source = lines.join('\n');
  const { warnings, clauses } = parseSource(source, 'd');
  return {
    clauses,
    doubts: warnings.map(({ code, message, span }) => ({
      code,
      message,
      text: source.slice(span.start, span.end),
    })),
  };
}

const PROSE = '各镇街要把这项工作摆上重要位置，逐项对照清单抓好落实，遇到问题及时报告。';

describe('what is read doubtfully says so', () => {
  it('names the tags that are left in the words, with their line', () => {
    const { doubts, clauses } = read(
      '平岭县夜间经济实施方案',
      '一、打造夜市街区。改造老街两处，<video src="a.mp4">见视频</video>，年内开街。',
      '二、延长公交运营。末班车延至22时。',
    );
    expect(doubts).toEqual([
      {
        code: 'tags-left',
        message: '第 2 行还留有网页标记：<video src="a.mp4">',
        text: '<video src="a.mp4">见视频</video>',
      },
    ]);
    expect(clauses.map((clause) => clause.doubts)).toEqual([['tags-left'], undefined]);
  });

  it.each([
    ['a measure', '出水浊度<1度，余氯>0.05毫克，误差<b类允许值。'],
    ['a blank to be filled', '我单位<名称>承诺所填属实，联系邮箱<wenti@pl.example>。'],
    ['an English name', '支持R&D投入，对P&G等企业给予服务。'],
  ])('takes %s for no tag', (_, sentence) => {
    expect(read('平岭县用水须知', '一、水质标准', sentence, '二、办理方式', PROSE).doubts).toEqual([]);
  });

  it('says that rows stand in one clause', () => {
    const rows = Array.from({ length: 6 }, (_, i) => `${'甲乙丙丁戊己'[i]}灶台检修\t燃气泵站\t随到随修`);
    const { doubts, clauses } = read('平岭县检修安排', '一、安排如下', PROSE, ...rows, '二、其他', PROSE);
    expect(doubts.map(({ code }) => code)).toEqual(['rows-together']);
    expect(clauses.flatMap((clause) => clause.doubts ?? [])).toEqual(['rows-together']);
  });

  it('says so of a flattened table of which nothing was recognised', () => {
    const cells = [
      '甲路',
      '东段',
      '三百米',
      '乙路',
      '西段',
      '五百米',
      '丙路',
      '南段',
      '两百米',
      '丁路',
      '北段',
      '一百米',
    ];
    const { doubts } = read('平岭县道路名录', '一、名录', PROSE, ...cells, '二、其他', PROSE);
    expect(doubts.map(({ code }) => code)).toEqual(['rows-together']);
  });

  it('says that bodies stand in a table without a column of units', () => {
    const { doubts, clauses } = read(
      '平岭县重点工作安排表',
      '序号\t工作任务\t县水利局\t县林业局',
      '1\t清理河道淤积\t√\t',
      '2\t补植道路林带\t\t√',
      '3\t修复湿地驳岸\t√\t√',
    );
    expect(doubts).toMatchObject([{ code: 'unit-column-unknown' }]);
    expect(doubts[0]!.message).toContain('第 3 行');
    expect(clauses.every((clause) => clause.doubts?.includes('unit-column-unknown'))).toBe(true);
  });

  it('has no doubt about a table of prices', () => {
    const { doubts } = read(
      '平岭县停车收费公示表',
      '序号\t收费项目\t计费单位\t标准',
      '1\t路内停车\t元/小时\t3',
      '2\t夜间停车\t元/次\t5',
    );
    expect(doubts).toEqual([]);
  });

  it('says that one clause holds most of a long document', () => {
    const { doubts } = read(
      '平岭县工作意见',
      '一、总的要求',
      ...Array.from({ length: 60 }, () => PROSE),
      '二、其他',
      PROSE,
    );
    expect(doubts.map(({ code }) => code)).toEqual(['mostly-one-clause']);
  });

  it('says of a long text without any number or heading that none was found, of a short one nothing', () => {
    const long = read('平岭县情况说明', ...Array.from({ length: 60 }, () => PROSE));
    expect(long.doubts.map(({ code }) => code)).toEqual(['no-heading']);
    expect(long.clauses.some((clause) => clause.doubts)).toBe(false);
    expect(read('平岭县情况说明', PROSE, PROSE).doubts).toEqual([]);
  });

  it('counts damaged text as a doubt of the clause that holds it', () => {
    const { clauses } = read('平岭县方案', '一、目标。市????局完成改造。', '二、保障。落实经费。');
    expect(clauses.map((clause) => clause.doubts)).toEqual([['damaged-text'], undefined]);
  });
});
