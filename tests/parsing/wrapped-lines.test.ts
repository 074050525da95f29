import { describe, expect, it } from 'vitest';
import { parseSource } from '../../ingest/parse-source.ts';
import { readRecords } from './read-records.ts';

describe('wrapped lines', () => {
  it('joins a sentence over a page number and a break inside a word', () => {
    const { clauses } = parseSource(
      '白浪市护岸方案\n\n一、任务分工\n设立护岸工作专班，专班办公室设在市\n\n- 2 -\n海洋局，统筹日常事务。由市水务局牵\n头，市气象局配合，入冬前完成加固。\n\n二、经费\n市财政列支。\n- 3 -',
      'doc',
    );
    expect(clauses[0]!.text).toBe(
      '一、任务分工\n设立护岸工作专班，专班办公室设在市海洋局，统筹日常事务。由市水务局牵头，市气象局配合，入冬前完成加固。',
    );
    expect(clauses[0]!.units.map(({ name, role }) => [name, role])).toEqual([
      ['市水务局', 'lead'],
      ['市气象局', 'supporting'],
    ]);
  });

  it('joins a sentence over a page where nothing else is wrapped, and no heading', () => {
    expect(
      readRecords(
        '白浪市数字渔村方案\n一、目标\n到2027年，全市渔港监控覆盖率达到百分之百，渔船北斗终端安装率达到百分之百，渔获线上交\n\n— 1 —\n\n易率明显提高，渔民办事不出村。\n二、任务\n（一）完善设施\n\n— 2 —\n\n改造光纤，新建基站，由镇里验收。',
      ),
    ).toEqual([
      '1 | 一、目标 | 一、目标 ⏎ 到2027年，全市渔港监控覆盖率达到百分之百，渔船北斗终端安装率达到百分之百，渔获线上交易率明显提高，渔民办事不出村。',
      '2.1 | 二、任务 > （一）完善设施 | （一）完善设施 ⏎ 改造光纤，新建基站，由镇里验收。',
    ]);
  });

  it('joins two wrapped lines of about fifty characters', () => {
    expect(
      readRecords(
        [
          '白浪市渔用无人船管理办法',
          '',
          '  第一条 为了规范渔用无人船的使用，保障海上交通安全，维护渔民合法权益，促进海洋渔业高质量发展，根据',
          '有关规定制定本办法。',
          '  第二条 渔用无人船应当登记。',
          '  第三条 鼓励企业研制节能环保的渔用无人船，对首次取得型式检验证书的企业给予不超过二十万元的奖励，对批',
          '量生产的再给予十万元奖励。',
        ].join('\n'),
      ),
    ).toEqual([
      'art1 | 第一条 | 第一条 为了规范渔用无人船的使用，保障海上交通安全，维护渔民合法权益，促进海洋渔业高质量发展，根据有关规定制定本办法。',
      'art2 | 第二条 | 第二条 渔用无人船应当登记。',
      'art3 | 第三条 | 第三条 鼓励企业研制节能环保的渔用无人船，对首次取得型式检验证书的企业给予不超过二十万元的奖励，对批量生产的再给予十万元奖励。',
    ]);
  });

  it('joins lines that were broken after a number of characters, whatever their width', () => {
    const text =
      '县渔业局自2026年1月1日起受理申请，每船补贴5000元，12月31日前全部发放到户；远洋渔船每艘补贴20000元，由船籍港所在镇初审，县渔业局复审，公示5个工作日后由县财政局拨付到申请人账户，逾期不再受理。';
    const wrapped = text.match(/.{1,30}/gu)!.join('\n');
    expect(readRecords(`白浪县渔船补贴公告\n\n一、补贴\n${wrapped}\n\n二、咨询\n到渔业站咨询。`)).toEqual([
      `1 | 一、补贴 | 一、补贴 ⏎ ${text}`,
      '2 | 二、咨询 | 二、咨询 ⏎ 到渔业站咨询。',
    ]);
  });

  it('joins lines of a text that is indented as a whole, below a head set apart by blanks', () => {
    const { clauses } = parseSource(
      [
        '白浪市人民政府办公室                2026年3月6日',
        '',
        '    关于渔港清淤有关问题的会议纪要',
        '',
        '    一、会议认为，南湾渔港建成于一九',
        '    九六年，航道淤积，渔民反映强烈，清',
        '    淤十分必要、时机成熟。',
        '',
        '    二、会议议定，由市海洋局牵头制定',
        '    清淤方案，市财政局于5月底前安排资',
        '    金，南湾街道办事处负责渔船临时停',
        '    泊，4月12日前具备条件。',
        '',
        '    三、会议要求，各单位强化责任，每',
        '    周五报送进度，切实防止发生群体性',
        '    事件，重大情况在1小时内报告市政府',
        '    值班室，对推诿扯皮的按照规定问责。',
      ].join('\n'),
      'doc',
    );
    expect(clauses.map(({ text }) => text)).toEqual([
      '一、会议认为，南湾渔港建成于一九九六年，航道淤积，渔民反映强烈，清淤十分必要、时机成熟。',
      '二、会议议定，由市海洋局牵头制定清淤方案，市财政局于5月底前安排资金，南湾街道办事处负责渔船临时停泊，4月12日前具备条件。',
      '三、会议要求，各单位强化责任，每周五报送进度，切实防止发生群体性事件，重大情况在1小时内报告市政府值班室，对推诿扯皮的按照规定问责。',
    ]);
  });

  it('leaves lines that end nothing in a text that is not wrapped', () => {
    expect(
      readRecords(
        '白浪市渔业要点\n一、建设智慧渔港和现代化海洋牧场示范区\n提升渔港通信能力\n二、推进渔船更新改造和渔民转产转业工作\n完成改造',
      ),
    ).toEqual([
      '1 | 一、建设智慧渔港和现代化海洋牧场示范区 | 一、建设智慧渔港和现代化海洋牧场示范区 ⏎ 提升渔港通信能力',
      '2 | 二、推进渔船更新改造和渔民转产转业工作 | 二、推进渔船更新改造和渔民转产转业工作 ⏎ 完成改造',
    ]);
  });
});
