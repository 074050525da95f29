import { describe, expect, it } from 'vitest';
import { cleanText } from '../../ingest/cleaning/clean-text.ts';
import { parseSource } from '../../ingest/parse-source.ts';

const ROLES = { lead: '牵头', supporting: '配合', responsible: '责任' } as const;

function unitsOf(source: string): string[] {
  return parseSource(source, 'doc').clauses.map(
    ({ clauseId, units }) =>
      `${clauseId.slice(4)} ${units.map(({ name, role, collective }) => `${ROLES[role]}${name}${collective ? '*' : ''}`).join('，')}`,
  );
}

describe('tables drawn with lines', () => {
  const rows = [
    '序号│任务名称│责任单位│完成时限',
    '──┼────┼─────┼────',
    '│一、路网│││',
    '1│修建环湖步道│县住建局、县水利局│6月底前',
    '2│改造渡口│县交通局│9月底前',
  ];

  it('are read as any table, whose note may say that the first one leads', () => {
    expect(
      unitsOf(
        ['柳河县民生任务台账', '说明：责任单位栏中排在第一位的为牵头单位，下同。', '', ...rows].join('\n'),
      ).slice(1),
    ).toEqual(['1.1 牵头县住建局，责任县水利局', '1.2 责任县交通局']);
  });

  it('may have a frame, and lose nothing but their lines', () => {
    const framed = ['┌──┬──┐', '│序号│任务│', '├──┼──┤', '│ 1 │修路│', '└──┴──┘'].join('\n');
    expect(cleanText(framed).mapped.text).toBe('序号\t任务\n 1 \t修路\n');
    expect(cleanText('甲│乙\n只有一条竖线').mapped.text).toBe('甲│乙\n只有一条竖线');
  });

  it('leave no rule drawn across the page in the text', () => {
    expect(cleanText('柳水〔2027〕3号\n━━━━━━━━\n关于清淤的通知\n==========').mapped.text.trim()).toBe(
      '柳水〔2027〕3号\n关于清淤的通知',
    );
  });

  it('a drawn line with a word in it is no border', () => {
    const ruled = ['1│修路', '──── 附表 ────', '2│架桥'].join('\n');
    expect(cleanText(ruled).mapped.text).toContain('附表');
  });

  it('a unit column may name all bodies of a level', () => {
    expect(
      unitsOf(
        [
          '柳河县执法任务表',
          '',
          '序号\t任务\t责任单位',
          '1\t公示清单\t县各行政执法单位',
          '2\t培训\t县司法局',
        ].join('\n'),
      ),
    ).toEqual(['1 责任县各行政执法单位*', '2 责任县司法局']);
  });
});
