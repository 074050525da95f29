import { describe, expect, it } from 'vitest';
import { parseSource } from '../../ingest/parse-source.ts';
import { readRecords } from './read-records.ts';

describe('paragraphs behind a list', () => {
  it('belong to the article that the list stands in, with further lists of their own', () => {
    expect(
      readRecords(
        [
          '白浪市渡口管理条例',
          '第六条 设置渡口应当具备下列条件：',
          '（一）选址避开险滩，且满足以下要求：',
          '1.离桥二百米以上；',
          '2.岸线稳定。',
          '（二）码头符合标准。',
          '渡口由县人民政府批准。',
          '有下列情形之一的，不予批准：',
          '（一）材料虚假；',
          '（二）不符合规划。',
          '县人民政府应当在二十日内决定。',
          '第七条 渡口应当公示下列内容：',
          '（一）名称；',
          '（二）电话。',
          '第八条 本条例自2026年5月1日起施行。',
        ].join('\n'),
      ),
    ).toEqual([
      'art6 | 第六条 | 第六条 设置渡口应当具备下列条件：',
      'art6.1 | 第六条 > （一） | （一）选址避开险滩，且满足以下要求：',
      'art6.1.1 | 第六条 > （一） > 1. | 1.离桥二百米以上；',
      'art6.1.2 | 第六条 > （一） > 2. | 2.岸线稳定。',
      'art6.2 | 第六条 > （二） | （二）码头符合标准。',
      'art6.p2 | 第六条 | 渡口由县人民政府批准。 ⏎ 有下列情形之一的，不予批准：',
      'art6.p2.1 | 第六条 > （一） | （一）材料虚假；',
      'art6.p2.2 | 第六条 > （二） | （二）不符合规划。',
      'art6.p3 | 第六条 | 县人民政府应当在二十日内决定。',
      'art7 | 第七条 | 第七条 渡口应当公示下列内容：',
      'art7.1 | 第七条 > （一） | （一）名称；',
      'art7.2 | 第七条 > （二） | （二）电话。',
      'art8 | 第八条 | 第八条 本条例自2026年5月1日起施行。',
    ]);
  });

  it('stay with a member where the list goes on, where it is a heading, and where they only name units', () => {
    expect(
      readRecords(
        '白浪市渔港方案\n一、重点任务：\n（一）清港。每季度一次。\n清出的沉船及时拖走。\n（二）扩建码头\n新建泊位10个。\n二、保障：\n（一）加强督查。\n（二）落实经费。\n责任单位：市财政局',
      ),
    ).toEqual([
      '1 | 一、 | 一、重点任务：',
      '1.1 | 一、 > （一）清港 | （一）清港。每季度一次。 ⏎ 清出的沉船及时拖走。',
      '1.2 | 一、 > （二）扩建码头 | （二）扩建码头 ⏎ 新建泊位10个。',
      '2 | 二、 | 二、保障：',
      '2.1 | 二、 > （一） | （一）加强督查。',
      '2.2 | 二、 > （二）落实经费 | （二）落实经费。 ⏎ 责任单位：市财政局',
    ]);
  });

  it('head the next group of an item', () => {
    expect(
      readRecords(
        '白浪市渔船贷款办法\n\n一、申请条件\n渔民申请条件：\n（一）有渔船证书。\n（二）信用良好。\n合作社申请条件：\n1.已登记；\n2.无欠薪。\n二、办理地点\n到渔业站办。',
      ),
    ).toEqual([
      '1 | 一、申请条件 | 一、申请条件 ⏎ 渔民申请条件：',
      '1.1 | 一、申请条件 > （一） | （一）有渔船证书。',
      '1.2 | 一、申请条件 > （二） | （二）信用良好。',
      '1.p3.1 | 一、申请条件 > 合作社申请条件 > 1. | 1.已登记；',
      '1.p3.2 | 一、申请条件 > 合作社申请条件 > 2. | 2.无欠薪。',
      '2 | 二、办理地点 | 二、办理地点 ⏎ 到渔业站办。',
    ]);
  });
});

describe('paragraphs that close a document', () => {
  it('are a clause of their own, and their day is no deadline of the last measure', () => {
    const source =
      '白浪市扶持渔业若干措施\n\n（一）发放补贴。每船补2万元。\n（二）培训渔工。每年培训300人。\n各县要于2027年5月底前制定实施细则，报市渔业局。本措施自2027年1月1日起施行，有效期3年。';
    expect(readRecords(source).slice(1)).toEqual([
      '2 | （二）培训渔工 | （二）培训渔工。每年培训300人。',
      'closing |  | 各县要于2027年5月底前制定实施细则，报市渔业局。本措施自2027年1月1日起施行，有效期3年。',
    ]);
    const { clauses } = parseSource(source, 'doc');
    expect(clauses.map(({ deadline }) => deadline?.text ?? null)).toEqual([null, null, '2027年5月底前']);
  });

  it('stand before the annexes', () => {
    expect(
      readRecords(
        '白浪市关于做好防汛工作的通知\n\n一、加强排查。9月完成排查。\n二、加强值守。全天值班。\n各县要结合实际抓好落实。\n特此通知。\n\n附件1\n排查表\n一、基本情况\n学校名称。\n二、隐患\n隐患部位。',
      ).map((line) => line.split(' | ')[0]),
    ).toEqual(['1', '2', 'closing', 'annex1.1', 'annex1.2']);
  });

  it('are no closing where the last item speaks of the same', () => {
    expect(
      readRecords(
        '白浪市渔港办法\n一、管理。港内限速。\n二、附则\n本办法由市渔业局解释。\n本办法自2026年5月1日起施行。',
      ),
    ).toEqual([
      '1 | 一、管理 | 一、管理。港内限速。',
      '2 | 二、附则 | 二、附则 ⏎ 本办法由市渔业局解释。 ⏎ 本办法自2026年5月1日起施行。',
    ]);
  });
});

describe('headings without number above lists that begin anew', () => {
  it('stand in the trail', () => {
    expect(
      readRecords(
        '白浪省渔民扶持政策清单\n\n为扶持渔业，列出清单。\n\n面向企业的扶持政策\n\n一、用电补贴\n每度补1角。\n二、贷款贴息\n贴息一半。\n\n面向渔民的扶持政策\n\n一、转产补贴\n每人2万元。\n二、租房补贴\n每月500元。',
      ),
    ).toEqual([
      'intro |  | 为扶持渔业，列出清单。',
      'h1.1 | 面向企业的扶持政策 > 一、用电补贴 | 一、用电补贴 ⏎ 每度补1角。',
      'h1.2 | 面向企业的扶持政策 > 二、贷款贴息 | 二、贷款贴息 ⏎ 贴息一半。',
      'h2.1 | 面向渔民的扶持政策 > 一、转产补贴 | 一、转产补贴 ⏎ 每人2万元。',
      'h2.2 | 面向渔民的扶持政策 > 二、租房补贴 | 二、租房补贴 ⏎ 每月500元。',
    ]);
  });

  it('stand in the trail below a numbered item', () => {
    expect(
      readRecords(
        '白浪市水价说明\n一、水价\n养殖用水\n（一）海水每方2角。\n（二）淡水每方1角。\n加工用水\n（一）冷冻厂每方5角。\n二、缴费\n按月缴纳。',
      ),
    ).toEqual([
      '1.h1.1 | 一、水价 > 养殖用水 > （一） | （一）海水每方2角。',
      '1.h1.2 | 一、水价 > 养殖用水 > （二） | （二）淡水每方1角。',
      '1.h2.1 | 一、水价 > 加工用水 > （一） | （一）冷冻厂每方5角。',
      '2 | 二、缴费 | 二、缴费 ⏎ 按月缴纳。',
    ]);
  });
});

describe('numbers before figures and in references', () => {
  it('reads an item whose text opens with a figure', () => {
    expect(
      readRecords(
        '白浪市渔工办法\n第一条 符合下列条件之一的：\n1.60周岁以上的；\n2.5年以上出海经历的；\n3.30岁以下获奖的。\n第二条 本办法自印发之日起施行。',
      ),
    ).toEqual([
      'art1 | 第一条 | 第一条 符合下列条件之一的：',
      'art1.1 | 第一条 > 1. | 1.60周岁以上的；',
      'art1.2 | 第一条 > 2. | 2.5年以上出海经历的；',
      'art1.3 | 第一条 > 3. | 3.30岁以下获奖的。',
      'art2 | 第二条 | 第二条 本办法自印发之日起施行。',
    ]);
  });

  it('opens nothing with a reference to another clause', () => {
    expect(
      readRecords(
        '浮标技术要求\n\n5 要求\n5.3 灯器\n5.3.1 通则\n5.3.2和5.3.3的规定适用于夜间发光的浮标。\n5.3.2的试验由制造商完成。\n5.3.2 光强\n不小于10cd。\n5.3.3 周期\n不大于6s。',
      ),
    ).toEqual([
      '5.3.1 | 5 要求 > 5.3 灯器 > 5.3.1 通则 | 5.3.1 通则 ⏎ 5.3.2和5.3.3的规定适用于夜间发光的浮标。 ⏎ 5.3.2的试验由制造商完成。',
      '5.3.2 | 5 要求 > 5.3 灯器 > 5.3.2 光强 | 5.3.2 光强 ⏎ 不小于10cd。',
      '5.3.3 | 5 要求 > 5.3 灯器 > 5.3.3 周期 | 5.3.3 周期 ⏎ 不大于6s。',
    ]);
  });
});
