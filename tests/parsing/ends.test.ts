import { describe, expect, it } from 'vitest';
import { parseSource } from '../../ingest/parse-source.ts';

function read(source: string): string[] {
  return parseSource(source, 'doc').clauses.map(
    ({ clauseId, path, text }) => `${clauseId.slice(4)} ${path.join(' > ')}: ${text.replaceAll('\n', ' / ')}`,
  );
}

describe('tables of contents', () => {
  const articles = [
    '第一章　总则',
    '第一条　为了规范集市，制定本规定。',
    '第二章　摊位',
    '第二条　摊位实行编号管理。',
    '第三章　附则',
    '第三条　本规定自2027年1月1日起施行。',
  ];
  const expected = [
    'art1 第一章 总则 > 第一条: 第一条　为了规范集市，制定本规定。',
    'art2 第二章 摊位 > 第二条: 第二条　摊位实行编号管理。',
    'art3 第三章 附则 > 第三条: 第三条　本规定自2027年1月1日起施行。',
  ];
  it.each([
    ['without pages', '目　录\n第一章　总则\n第二章　摊位\n第三章　附则'],
    ['with pages', '目次\n第一章 总则……………1\n第二章 摊位……………2\n第三章 附则……………5'],
    ['on one line', '目录 第一章 总则 第二章 摊位 第三章 附则'],
    ['without a heading', '第一章　总则\n第二章　摊位\n第三章　附则'],
  ])('%s', (_, contents) => {
    expect(read(['竹溪县集市管理规定', contents, ...articles].join('\n\n'))).toEqual(expected);
  });

  it('keeps chapters that only look like one', () => {
    expect(read(['竹溪县集市管理规定', ...articles].join('\n'))).toEqual(expected);
  });
});

describe('what stands behind the last clause', () => {
  const body = '竹溪县集市管理规定\n第一条　为了规范集市，制定本规定。\n第二条　本规定自印发之日起施行。';
  it.each([
    '竹溪县人民政府办公室文秘科2027年2月3日印发',
    '竹溪县人民政府办公室　　　2027 年 2 月 3 日印发',
    '抄送：县委各部门，县人大常委会办公室，\n县政协办公室，县法院。\n竹溪县人民政府办公室2027年2月3日印发\n（共印60份）',
    '分送：县政府领导，各乡镇。',
  ])('drops %s', (colophon) => {
    expect(read(`${body}\n\n${colophon}`)).toEqual([
      'art1 第一条: 第一条　为了规范集市，制定本规定。',
      'art2 第二条: 第二条　本规定自印发之日起施行。',
    ]);
  });

  it('takes the day of printing where no other is printed', () => {
    expect(parseSource(`${body}\n\n竹溪县人民政府办公室文秘科2027年2月3日印发`, 'doc').facts.issuedOn).toBe(
      '2027-02-03',
    );
  });

  it.each([
    '出席：吴某、郑某\n列席：县商务局褚某，县城管局卫某\n记录：蒋某',
    '出  席：吴某  郑某  王某\n        冯某  陈某\n请  假：县水利局 褚某\n记  录：蒋某\n\n分送：各有关单位。',
  ])('drops who attended a meeting: %s', (attendance) => {
    const clauses = read(
      `竹溪县人民政府专题会议纪要\n〔2027〕3号\n2027年2月1日，副县长主持召开会议。纪要如下：\n一、关于集市选址\n会议同意迁至东街。\n二、关于摊位\n会议要求抓紧编号。\n\n${attendance}`,
    );
    expect(clauses).toEqual([
      'intro : 2027年2月1日，副县长主持召开会议。纪要如下：',
      '1 一、关于集市选址: 一、关于集市选址 / 会议同意迁至东街。',
      '2 二、关于摊位: 二、关于摊位 / 会议要求抓紧编号。',
    ]);
  });

  it.each([
    [
      '注释：\n1.数据为初步统计数。\n2.增速按可比价格计算。',
      ['note.1 注释 > 1.: 1.数据为初步统计数。', 'note.2 注释 > 2.: 2.增速按可比价格计算。'],
    ],
    [
      '注：1.数据为初步统计数。\n2.增速按可比价格计算。',
      ['note : 注：1.数据为初步统计数。 / 2.增速按可比价格计算。'],
    ],
    [
      '注释：\n[1]数据为初步统计数。\n[2]增速按可比价格计算。',
      ['note 注释: 注释： / [1]数据为初步统计数。 / [2]增速按可比价格计算。'],
    ],
  ])('keeps notes apart: %s', (notes, expected) => {
    expect(
      read(`竹溪县2027年集市统计公报\n一、摊位\n全县摊位1200个。\n二、交易\n（一）交易额9亿元。\n\n${notes}`),
    ).toEqual([
      '1 一、摊位: 一、摊位 / 全县摊位1200个。',
      '2.1 二、交易 > （一）: （一）交易额9亿元。',
      ...expected,
    ]);
  });

  it('keeps the members of a body apart', () => {
    expect(
      read(
        '竹溪县集市管理联席会议制度\n一、主要职责\n统筹集市管理。\n二、工作要求\n各成员单位要认真履职。\n\n竹溪县集市管理\n联席会议组成人员名单\n\n召 集 人：何　某　　副县长\n副召集人：吕　某　　县商务局局长\n成　　员：施　某　　县城管局副局长\n　　　　　张　某　　县水利局副局长',
      ).slice(1),
    ).toEqual([
      '2 二、工作要求: 二、工作要求 / 各成员单位要认真履职。',
      'annex1 竹溪县集市管理联席会议组成人员名单: 召 集 人：何　某　　副县长 / 副召集人：吕　某　　县商务局局长 / 成　　员：施　某　　县城管局副局长 / 张　某　　县水利局副局长',
    ]);
  });

  it('leaves members within the items where they stand', () => {
    const clauses = read(
      '竹溪县集市整治方案\n一、组织领导\n成立领导小组。\n领导小组成员名单\n组　长：何　某　　副县长\n二、工作步骤\n分三步实施。',
    );
    expect(clauses.map((clause) => clause.split(' ')[0])).toEqual(['1', '2']);
  });
});

describe('annexes', () => {
  it('reads titles over two lines and drops to whom the annex goes', () => {
    const clauses = read(
      '竹溪县人民政府关于东街险情的复函\n竹政函〔2027〕8号\n东街镇人民政府：\n来函收悉，函复如下。请加强监测。\n附件：1.县住建局关于东街险情的报告\n2.专家组意见\n竹溪县人民政府\n2027年4月1日\n附件1\n关于竹溪县东街镇东街\n险情勘查情况的报告\n县政府：\n现报告如下：\n一、基本情况\n东街位于镇北。\n附件2\n竹溪县东街镇东街\n险情勘查专家组意见\n专家组查看了墙体开裂情况。',
    );
    expect(clauses).toEqual([
      'intro : 来函收悉，函复如下。请加强监测。',
      'annex1 附件1 关于竹溪县东街镇东街险情勘查情况的报告: 现报告如下：',
      'annex1.1 附件1 关于竹溪县东街镇东街险情勘查情况的报告 > 一、基本情况: 一、基本情况 / 东街位于镇北。',
      'annex2 附件2 竹溪县东街镇东街险情勘查专家组意见: 专家组查看了墙体开裂情况。',
    ]);
  });

  it('reads a title that goes on below its label', () => {
    const clauses = read(
      '竹溪县人民政府关于开展摸底的通知\n一、范围\n全县集市。\n附件 关于竹溪县东街集市\n摊位摸底情况的报告\n全县共有集市12个。',
    );
    expect(clauses[1]).toBe('annex1 附件 关于竹溪县东街集市摊位摸底情况的报告: 全县共有集市12个。');
  });
});
