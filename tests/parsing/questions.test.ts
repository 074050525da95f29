import { describe, expect, it } from 'vitest';
import { parseSource } from '../../ingest/parse-source.ts';
import { readRecords } from './read-records.ts';

describe('questions and answers', () => {
  it('takes a question and its whole answer as one clause, in an interview with named speakers', () => {
    const source = [
      '对话实录：《石泉县河道采砂管理办法》怎么看',
      '',
      '石泉融媒：什么是“疏浚砂”？由谁处置？',
      '',
      '赵海：疏浚砂是清淤时挖出的砂石。处置有两个要点：',
      '',
      '一是统一堆放。堆场由镇里划定。',
      '',
      '二是公开拍卖。所得上缴财政。',
      '',
      '江河网：《办法》何时施行？',
      '',
      '孙丽：自3月1日起施行。',
    ].join('\n');
    expect(parseSource(source, 'doc').facts.title).toBe('对话实录：《石泉县河道采砂管理办法》怎么看');
    expect(readRecords(source)).toEqual([
      'q1 | 什么是“疏浚砂”？由谁处置 | 石泉融媒：什么是“疏浚砂”？由谁处置？ ⏎ 赵海：疏浚砂是清淤时挖出的砂石。处置有两个要点： ⏎ 一是统一堆放。堆场由镇里划定。 ⏎ 二是公开拍卖。所得上缴财政。',
      'q2 | 《办法》何时施行 | 江河网：《办法》何时施行？ ⏎ 孙丽：自3月1日起施行。',
    ]);
  });

  it('takes the list of an answer and what follows it into the clause of its question', () => {
    expect(
      readRecords(
        [
          '白浪市渔船更新政策问答',
          '',
          '问：申请要交什么？',
          '答：交下列材料：',
          '1.渔船证书；',
          '2.船检报告。',
          '材料不齐的，一次告知补正。',
          '',
          '问：多久办好？',
          '答：20个工作日。',
        ].join('\n'),
      ),
    ).toEqual([
      'q1 | 申请要交什么 | 问：申请要交什么？ ⏎ 答：交下列材料： ⏎ 1.渔船证书； ⏎ 2.船检报告。 ⏎ 材料不齐的，一次告知补正。',
      'q2 | 多久办好 | 问：多久办好？ ⏎ 答：20个工作日。',
    ]);
  });

  it.each([
    ['labels with numbers', 'Q1：补多少？\nA1：每台15万元。\nQ2：怎么报？\nA2：到街道报。'],
    ['labels in brackets', '【问】补多少？\n【答】每台15万元。\n\n【问】怎么报？\n【答】到街道报。'],
    ['a reporter', '记者问：请谈谈补多少。\n答：每台15万元。\n记者问：怎么报？\n答：到街道报。'],
    ['pairs on one line', '问：补多少？答：每台15万元。问：怎么报？答：到街道报。'],
    ['headings that ask', '补多少？\n每台15万元。\n怎么报？\n到街道报。\n何时报？\n9月报。'],
  ])('one clause a question: %s', (_, text) => {
    const { facts, clauses } = parseSource(`南屏区电梯更新问答\n\n${text}`, 'doc');
    expect(facts.title).toBe('南屏区电梯更新问答');
    expect(clauses[0]!.text).toMatch(/补多少.*15万元/s);
    expect(clauses[1]!.text).toMatch(/怎么报.*到街道报/s);
    expect(clauses.every(({ clauseId }) => /^doc:q\d$/.test(clauseId))).toBe(true);
  });

  it('keeps numbers of an answer apart from numbers of the questions', () => {
    expect(
      readRecords(
        [
          '白浪市人才公寓申请指南',
          '',
          '1.要满足什么条件？',
          '答：需同时满足：',
          '1.本科以上学历；',
          '2.在本市缴纳社保。',
          '2.租金多少？',
          '答：按市场价六成。',
        ].join('\n'),
      ),
    ).toEqual([
      '1 | 1.要满足什么条件 | 1.要满足什么条件？ ⏎ 答：需同时满足： ⏎ 1.本科以上学历； ⏎ 2.在本市缴纳社保。',
      '2 | 2.租金多少 | 2.租金多少？ ⏎ 答：按市场价六成。',
    ]);
  });

  it('puts questions below the sections that they stand in', () => {
    expect(
      readRecords(
        '禾川县入学问答\n\n一、报名\n问：何时报名？\n答：7月。\n问：怎么报？\n答：网上报。\n二、资助\n问：补多少？\n答：1000元。',
      ),
    ).toEqual([
      '1.q1 | 一、报名 > 何时报名 | 问：何时报名？ ⏎ 答：7月。',
      '1.q2 | 一、报名 > 怎么报 | 问：怎么报？ ⏎ 答：网上报。',
      '2.q1 | 二、资助 > 补多少 | 问：补多少？ ⏎ 答：1000元。',
    ]);
    expect(
      readRecords(
        '禾川县公积金问答\n【缴存篇】\n1.问：比例多少？\n答：5%。\n2.问：谁来缴？\n答：单位。\n【提取篇】\n3.问：怎么提？\n答：网上提。',
      ),
    ).toEqual([
      'h1.1 | 【缴存篇】 > 1.问：比例多少 | 1.问：比例多少？ ⏎ 答：5%。',
      'h1.2 | 【缴存篇】 > 2.问：谁来缴 | 2.问：谁来缴？ ⏎ 答：单位。',
      'h2.3 | 【提取篇】 > 3.问：怎么提 | 3.问：怎么提？ ⏎ 答：网上提。',
    ]);
  });

  it('reads a file that begins with its first numbered question', () => {
    const source =
      '一、谁可以领转产补贴？\n同时符合下列条件的可以领：\n（一）有渔船证书。\n（二）已上岸定居。\n二、补多少？\n每人2万元。';
    expect(parseSource(source, 'doc').facts.title).toBe('');
    expect(readRecords(source)).toEqual([
      '1 | 一、谁可以领转产补贴 | 一、谁可以领转产补贴？ ⏎ 同时符合下列条件的可以领： ⏎ （一）有渔船证书。 ⏎ （二）已上岸定居。',
      '2 | 二、补多少 | 二、补多少？ ⏎ 每人2万元。',
    ]);
  });

  it('sees no question in labels of a plan', () => {
    expect(
      readRecords('白浪市整改清单\n\n一、问题：排水不畅。\n措施：清淤。\n二、问题：路灯不亮。\n措施：换灯。'),
    ).toEqual([
      '1 | 一、问题：排水不畅 | 一、问题：排水不畅。 ⏎ 措施：清淤。',
      '2 | 二、问题：路灯不亮 | 二、问题：路灯不亮。 ⏎ 措施：换灯。',
    ]);
  });

  it('gives no deadline where any day will do', () => {
    const [clause] = parseSource(
      '白浪市渔工宿舍问答\n\n1.年龄怎么算？\n答：2027年内任何时候满40周岁的都可以报名。\n2.何时报？\n答：2027年内随时可以报。',
      'doc',
    ).clauses;
    expect(clause!.deadline).toBeNull();
  });

  it('keeps bold speakers and bold labels in the answer they stand in', () => {
    expect(
      readRecords(
        '采砂办法答记者问\n\n**记者：**请介绍背景。\n\n**负责人：**有两步：\n\n1. 登记；\n2. 核查。\n\n**申请条件：**有许可证。\n\n**记者：**何时施行？\n\n**负责人：**3月1日起。\n\n**记者：**谁来管？\n\n**负责人：**县水利局。',
      ).map((record) => record.split(' | ')[2]),
    ).toEqual([
      '记者：请介绍背景。 ⏎ 负责人：有两步： ⏎ 1. 登记； ⏎ 2. 核查。 ⏎ 申请条件：有许可证。',
      '记者：何时施行？ ⏎ 负责人：3月1日起。',
      '记者：谁来管？ ⏎ 负责人：县水利局。',
    ]);
  });
});
