import { describe, expect, it } from 'vitest';
import { verdictOf } from '../../src/assistant/verdicts/say-verdict.ts';
import type { ClauseRecord } from '../../src/domain/clause.ts';
import { viewClause } from '../../src/retrieval/clause-view.ts';
import { createTestAssistant } from './create-test-assistant.ts';

const RULES = [
  '公共自行车租赁不收取押金。',
  '甲种车棚支持整夜停放，乙种车棚不支持整夜停放。',
  '外埠车辆不享受首小时优惠。',
  '平衡车不属于非机动车。',
  '承租人不得将车辆转借他人。',
  '办理租车卡无需提交居住证明。',
  '逾期还车的，不予退还余额。',
  '除消防车辆外，车辆不得驶入步行街。',
  '骑行超过2小时的，应当在终端登记；不超过2小时的，可以不登记。',
  '年满16周岁的，可以租用助力车。',
  '单次维修费100元以下的，免予审批。',
  '持卡人可以更换车型，但一个月内不超过3次。',
  '维修点每月向主管部门报送一次数据。',
  '学生租车享受70%补贴。',
  '违约金不超过300元。',
];

const { ask } = createTestAssistant([
  {
    id: 'bikes',
    title: '临江市公共自行车租赁管理办法',
    clauses: RULES.map((rule, i) => ({
      id: `art${i + 1}`,
      path: [`第${'一二三四五六七八九十'[i] ?? `十${'一二三四五'[i - 10]}`}条`],
      text: `第${'一二三四五六七八九十'[i] ?? `十${'一二三四五'[i - 10]}`}条　${rule}`,
    })),
  },
]);

const firstLine = async (question: string) =>
  (await ask(question)).answer.split('\n')[0]!.replace(/\s*\[\d+\]/gu, '');

describe('questions whether', () => {
  it.each([
    ['租公共自行车要交押金吗？', '否'],
    ['乙种车棚能整夜停放吗？', '否'],
    ['甲种车棚能整夜停放吗？', '是'],
    ['外埠车辆享受首小时优惠吗？', '不是'],
    ['平衡车算不算非机动车？', '不是'],
    ['承租人可以转借车辆吗？', '否'],
    ['办租车卡要居住证明吗？', '否'],
    ['逾期还车退还余额吗？', '不是'],
  ])('the polarity of the clause answers: %s %s', async (question, verdict) => {
    expect(await firstLine(question)).toMatch(new RegExp(`^${verdict}`));
  });

  it.each([
    ['骑行3小时需要登记吗？', '是'],
    ['骑行1小时要登记吗？', '否'],
    ['15岁可以租用助力车吗？', '否'],
    ['17岁可以租用助力车吗？', '是'],
    ['单次维修费80元可以不审批吗？', '是'],
    ['单次维修费150元要审批吗？', '是'],
    ['持卡人一个月能更换车型4次吗？', '否'],
    ['持卡人一个月能更换车型2次吗？', '是'],
    ['学生租车享受70%补贴吗？', '是'],
  ])('a case is held against the threshold: %s %s', async (question, verdict) => {
    expect(await firstLine(question)).toMatch(new RegExp(`^${verdict}`));
  });

  it('an exception turns the rule round, and holds for what it names alone', async () => {
    expect(await firstLine('消防车辆能驶入步行街吗？')).toMatch(/^是/);
    expect(await firstLine('车辆能驶入步行街吗？')).toMatch(/^否/);
  });

  it('says neither yes nor no of what the clause does not speak of', async () => {
    for (const question of ['甲种车棚收费吗？', '学生能租用电动汽车吗？', '承租人可以转借车棚吗？'])
      expect(await firstLine(question)).not.toMatch(/^(?:是|否|不是)[，。]/);
  });

  it('cites the words that carry the verdict', async () => {
    const { citations } = await ask('乙种车棚能整夜停放吗？');
    expect(citations[0]!.quote).toContain('乙种车棚不支持整夜停放');
  });

  it.each([
    ['年满20周岁的市民可以申领渡船驾驶证。', '未满20周岁的市民可以申领渡船驾驶证吗？', false],
    ['检验得分70分以上的船只可以出航。', '检验得分低于70分的船只能出航吗？', false],
    ['15人以上的船队应当配备救生员。', '少于15人的船队要配备救生员吗？', false],
    ['年满65周岁的乘客可以免费乘船。', '60岁以上的乘客可以免费乘船吗？', null],
    ['未参加演练的船员应当补训。', '未参加演练的船员需要补训吗？', true],
    ['不服处理决定的船主可以申请复核。', '船主可以申请复核吗？', null],
    ['非本县户籍人员不得承包渡口。', '本县户籍人员可以承包渡口吗？', null],
    ['承包人逾期不缴租金的，不得再次承包渡口。', '承包人可以承包渡口吗？', null],
    ['未经批准，船主不得夜间摆渡。', '经批准的船主可以夜间摆渡吗？', null],
    ['渡口不得收取船票以外的费用。', '渡口可以收取船票吗？', null],
    ['有下列情形之一的，船主不得申请补助。', '船主可以申请补助吗？', null],
    ['候船室仅限持票乘客使用。', '送行的人可以使用候船室吗？', null],
    ['船长的配偶不得担任检验员。', '船长可以担任检验员吗？', null],
  ])(
    'bounds of both sides, attributes and conditions are held against each other: %s %s',
    (text, question, isYes) => {
      const clause = { clauseId: 'a', path: ['一'], title: '', text, units: [] } as unknown as ClauseRecord;
      expect(verdictOf(question, viewClause(clause))?.isYes ?? null).toBe(isYes);
    },
  );
});
