import { describe, expect, it } from 'vitest';
import { parseSource } from '../../ingest/parse-source.ts';
import { readRecords } from './read-records.ts';

function unitsOf(text: string): string[] {
  const { clauses } = parseSource(`白浪市整治方案\n\n一、任务\n（一）${text}\n（二）其他。另行安排。`, 'doc');
  return clauses[0]!.units.map(({ role, name, basis }) => `${role} ${name} ${basis}`);
}

describe('tables', () => {
  it('have the caption above them, with what figures are counted in, as the heading of their rows and their note', () => {
    expect(
      readRecords(
        [
          '白浪市渔港收费通告',
          '一、收费标准。按表执行。',
          '表1　泊位收费',
          '单位：元/日',
          '序号\t船型\t标准',
          '1\t小型渔船\t12',
          '2\t中型渔船\t20',
          '注：休渔期减半。',
          '二、施行。自公布之日起施行。',
        ].join('\n'),
      ),
    ).toEqual([
      '1 | 一、收费标准 | 一、收费标准。按表执行。',
      '1.h1.1 | 一、收费标准 > 表1　泊位收费（单位：元/日） > 1 小型渔船 | 1 ⏎ 小型渔船 ⏎ 12',
      '1.h1.2 | 一、收费标准 > 表1　泊位收费（单位：元/日） > 2 中型渔船 | 2 ⏎ 中型渔船 ⏎ 20',
      '1.h1.note | 一、收费标准 > 表1　泊位收费（单位：元/日） | 注：休渔期减半。',
      '2 | 二、施行 | 二、施行。自公布之日起施行。',
    ]);
  });

  it('are told by figures below labels, whatever the labels are', () => {
    expect(
      readRecords(
        '白浪市水质要求\n一、限值\n项目指标\t上限\t频次\n浊度\t1.0\t每月1次\n色度\t15\t每月1次\n二、检测。定期检测。',
      ),
    ).toEqual([
      '1.1 | 一、限值 > 浊度 | 浊度 ⏎ 1.0 ⏎ 每月1次',
      '1.2 | 一、限值 > 色度 | 色度 ⏎ 15 ⏎ 每月1次',
      '2 | 二、检测 | 二、检测。定期检测。',
    ]);
  });

  it('do not hold the text behind them under their caption', () => {
    const records = readRecords(
      '白浪市通告\n一、收费。按表执行。\n表1　收费\n序号\t船型\t标准\n1\t小船\t12\n2\t大船\t20\n标准由市渔业局公示。\n二、施行。自公布之日起施行。',
    );
    expect(records[0]).toBe('1 | 一、收费 | 一、收费。按表执行。 ⏎ 标准由市渔业局公示。');
  });

  it('have cells apart by bare bars, and an empty cell among them', () => {
    const { clauses } = parseSource(
      '白浪市整改台账\n序号|存在问题|整改措施|牵头单位|配合单位|时限\n1|排水不畅|清淤|市水务局|市城管局|6月底\n2|路灯不亮|换灯|市城管局||长期',
      'doc',
    );
    expect(clauses.map(({ units }) => units.map(({ role, name }) => `${role} ${name}`))).toEqual([
      ['lead 市水务局', 'supporting 市城管局'],
      ['lead 市城管局'],
    ]);
  });

  it('keep a lead that is printed once beside those who support it row by row', () => {
    const { clauses } = parseSource(
      '白浪市任务表\n序号\t任务\t牵头单位\t配合单位\n1\t清理网箱\t市渔业局\t市水务局\n2\t回收渔具\t\t市财政局',
      'doc',
    );
    expect(clauses[1]!.units.map(({ role, name }) => `${role} ${name}`)).toEqual([
      'lead 市渔业局',
      'supporting 市财政局',
    ]);
  });

  it('end before a sentence that stands behind the last numbered row', () => {
    const rows = ['序号', '任务事项', '责任单位', '1', '开展抽检', '市质监局', '2', '组织演练', '市应急局'];
    const records = readRecords(
      ['白浪市分工表', '', ...rows, '各县要对照上述任务抓好落实，每月报告进展。'].join('\n'),
    );
    expect(records).toHaveLength(3);
    expect(records.filter((line) => line.includes('各县'))).toEqual([
      expect.stringMatching(/^\w+ \| {2}\| 各县要对照上述任务抓好落实，每月报告进展。$/),
    ]);
  });
});

describe('heads', () => {
  it('keep the words of a notice apart from the opening of the plan that it carries', () => {
    expect(
      readRecords(
        '白浪市人民政府关于印发渔港整治方案的通知\n各县人民政府：\n《渔港整治方案》已经市政府同意，现印发给你们，请认真落实。\n白浪市人民政府\n2026年3月2日\n渔港整治方案\n为改善渔港面貌，制定本方案。\n一、任务。清理渔港。\n二、保障。落实经费。',
      ).slice(0, 2),
    ).toEqual([
      'intro |  | 《渔港整治方案》已经市政府同意，现印发给你们，请认真落实。',
      'preamble |  | 为改善渔港面貌，制定本方案。',
    ]);
  });

  it('are read from the cover of a standard, whose running heads and page numbers are no text', () => {
    const code = 'DB99/T 301—2026';
    const { facts, clauses } = parseSource(
      [
        'ICS 65.150',
        'CCS B 50',
        '白 浪 省 地 方 标 准',
        code,
        '代替 DB99/T 301—2015',
        '海水网箱布设规范',
        'Specification for layout of sea cages',
        '2026-04-01 发布　　　2026-07-01 实施',
        '白浪省市场监督管理局　　发 布',
        code,
        '目　　次',
        '前言 …………… II',
        '1　范围 ……… 1',
        '2　布设 ……… 2',
        code,
        '1　范围',
        '本文件规定了网箱的布设要求。',
        '1',
        code,
        '2　布设',
        '2.1　网箱间距不应小于8 m。',
        '2.2　场区应设置：',
        'a）航标；',
        'b）锚泊区。',
      ].join('\n'),
      'doc',
    );
    expect(facts).toMatchObject({
      title: '海水网箱布设规范',
      documentNumber: code,
      issuer: '白浪省市场监督管理局',
      issuedOn: '2026-04-01',
    });
    expect(clauses.map(({ clauseId, text }) => `${clauseId.slice(4)} ${text.replaceAll('\n', ' ')}`)).toEqual(
      [
        '1 1　范围 本文件规定了网箱的布设要求。',
        '2.1 2.1　网箱间距不应小于8 m。',
        '2.2 2.2　场区应设置：',
        '2.2.1 a）航标；',
        '2.2.2 b）锚泊区。',
      ],
    );
  });

  it.each([
    ['who drew it up, and when', '填报单位：白浪市渔业局　　　填报日期：2026年5月6日'],
    ['who edited it', '编印单位：白浪市渔业局\n2026年5月6日'],
  ])('say %s', (_, line) => {
    const { facts, clauses } = parseSource(
      `白浪市渔港整改台账\n\n${line}\n\n现将整改任务列出，请逐条认领。\n一、清淤。清理航道。\n二、亮灯。更换路灯。`,
      'doc',
    );
    expect(facts).toMatchObject({ issuer: '白浪市渔业局', issuedOn: '2026-05-06' });
    expect(clauses[0]!.text).toBe('现将整改任务列出，请逐条认领。');
  });

  it('of a letter have marks and the number on one line, far apart', () => {
    const { facts, clauses } = parseSource(
      '白浪市渔业局\n\nB　类\n公开属性：主动公开　　　　　白渔函〔2026〕9号\n　　　　　签发人：陆海\n\n关于第12号提案答复的函\n\n王小海、李四平委员：\n您们的提案收悉，现答复如下：\n一、关于码头。已经修好。\n二、关于航标。年内增设。\n感谢您们对渔业工作的关心。',
      'doc',
    );
    expect(facts).toMatchObject({ title: '关于第12号提案答复的函', documentNumber: '白渔函〔2026〕9号' });
    expect(clauses.map(({ text }) => text)).toEqual([
      '您们的提案收悉，现答复如下：',
      '一、关于码头。已经修好。',
      '二、关于航标。年内增设。',
      '感谢您们对渔业工作的关心。',
    ]);
  });
});

it('a turn of one who asks is a question also without its mark', () => {
  expect(
    readRecords(
      '渔港开放日答记者问\n\n近日，市渔业局负责人接受采访。\n记者：请介绍开放日的安排。\n负责人：一共三天。\n记者：谁可以参加？\n负责人：市民都可以。\n记者：怎么报名？\n负责人：到现场报名。',
    ).map((line) => line.split(' | ')[0]),
  ).toEqual(['intro', 'q1', 'q2', 'q3']);
});

it('a bare number that goes on where pages were numbered is the number of a page', () => {
  const [clause] = parseSource(
    '白浪市方案\n一、清淤。清理航道。\n\n— 1 —\n\n年底前完成。\n\n2\n\n二、亮灯。更换路灯。',
    'doc',
  ).clauses;
  expect(clause!.text).toBe('一、清淤。清理航道。\n年底前完成。');
});

describe('units in a sentence', () => {
  it.each([
    [
      '清理航道，由市渔业局牵头、市水务局配合办理。',
      ['lead 市渔业局 assignment', 'supporting 市水务局 assignment'],
    ],
    [
      '修复码头，由市财政局负责于8月5日前拨付资金，市审计局负责跟踪审计。',
      ['responsible 市财政局 assignment', 'responsible 市审计局 assignment'],
    ],
    [
      '发放补贴，由市渔业部门和市财政局负责核对。',
      ['responsible 市渔业部门 assignment', 'responsible 市财政局 assignment'],
    ],
  ])('%s', (text, expected) => {
    expect(unitsOf(text)).toEqual(expected);
  });
});
