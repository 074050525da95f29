import { describe, expect, it } from 'vitest';
import { createTestAssistant } from './create-test-assistant.ts';

const { ask } = createTestAssistant([
  {
    id: 'granary',
    title: '临江市沿江设施更新方案（2031—2033年）',
    clauses: [
      {
        path: ['一、任务', '1.推进智慧港口建设'],
        title: '推进智慧港口建设',
        text: '1.推进智慧港口建设。聚焦智慧泊位、智慧航标，服务灯塔、粮仓、渔政等场所。',
        phrase: '（责任单位：市交通运输局）',
        units: ['responsible:市交通运输局'],
      },
      {
        path: ['一、任务', '2.改造老旧设施'],
        title: '改造老旧设施',
        text: '2.改造老旧设施。修缮沿江冷库12座，更换老旧闸门。',
        phrase: '（责任单位：市水务局）',
        units: ['responsible:市水务局'],
      },
    ],
  },
]);

describe('a compound that no clause has as such', () => {
  it.each([
    ['智慧粮仓由谁牵头？', '智慧粮仓'],
    ['智慧渔政有什么要求？', '智慧渔政'],
  ])(
    'is refused where a clause on something else names its last word in a row: %s',
    async (message, word) => {
      const answer = await ask(message);
      expect(answer.refusal?.message).toContain(`没有“${word}”的条款`);
      expect(answer.refusal?.nearest.map((clause) => clause.clauseId)).toContain('granary:1');
    },
  );

  it.each([
    ['智慧泊位由谁负责？', 'granary:1'],
    ['智慧港口由谁负责？', 'granary:1'],
    ['沿江冷库由谁负责？', 'granary:2'],
    ['老旧冷库由谁负责？', 'granary:2'],
  ])(
    'is answered where it is printed or its last word is what the clause is about: %s',
    async (message, id) => {
      expect((await ask(message)).citations.map((citation) => citation.clauseId)).toEqual([id]);
    },
  );
});

describe('the topic stands there, the fact does not', () => {
  const { ask: askOf } = createTestAssistant([
    {
      id: 'slopes',
      title: '临江市地质灾害防治方案（2031—2033年）',
      clauses: [
        {
          path: ['一、任务', '1.排查隐患'],
          title: '排查隐患',
          text: '1.排查隐患。对全市126处隐患点逐点落实监测责任人，汛期前完成排查。',
          phrase: '（责任单位：市自然资源局、市应急管理局）',
          units: ['responsible:市自然资源局', 'responsible:市应急管理局'],
        },
        {
          path: ['一、任务', '2.建设预警平台'],
          title: '建设预警平台',
          text: '2.建设预警平台。开发隐患点预警平台，接入雨量站40座。',
          phrase: '（责任单位：市大数据局）',
          units: ['responsible:市大数据局'],
        },
      ],
    },
  ]);

  it.each([
    ['a part of a figure that the question gives', '全市126处隐患点，云溪镇有几处？'],
    ['another place than the clause names', '青溪县有几处隐患点？'],
    ['a company where authorities are named', '预警平台是哪家公司开发的？'],
    ['conditions', '申请成为监测责任人要满足哪些条件？'],
    ['fees', '预警平台怎么收费？'],
    ['hours', '预警平台的服务时间是几点到几点？'],
  ])('%s: %s', async (_, message) => {
    const answer = await askOf(message);
    expect(answer.refused).toBe(true);
    expect(answer.citations).toEqual([]);
  });

  it('a comparison with a place that no document is of', async () => {
    const answer = await askOf('临江和重庆的隐患点，哪个更多？');
    expect(answer.refusal?.reason).toBe('out-of-scope');
  });

  it('answers what does stand there', async () => {
    expect((await askOf('全市有几处隐患点要落实监测责任人？')).answer).toContain('126处');
    expect((await askOf('预警平台由哪个部门负责？')).responsibleUnits.map(({ name }) => name)).toEqual([
      '市大数据局',
    ]);
  });
});

describe('what only looks like a near miss is answered', () => {
  const { ask: askOf } = createTestAssistant([
    {
      id: 'town',
      title: '临江市民生实事安排（2031年）',
      clauses: [
        { path: ['1'], text: '1.各区建设敬老院5所。' },
        { path: ['2'], text: '2.全市回收废旧电池12万吨。' },
        { path: ['3'], text: '3.新建气象监测点位60个。' },
        {
          path: ['4'],
          title: '改造冷库',
          text: '4.改造冷库。2031年底前完成老旧冷库改造。',
          phrase: '（牵头单位：市商务局）',
          units: ['lead:市商务局'],
        },
        {
          path: ['5'],
          title: '补贴科技企业',
          text: '5.补贴科技企业。对科技企业给予设备补贴。',
          phrase: '（责任单位：市科技局）',
          units: ['responsible:市科技局'],
        },
      ],
    },
  ]);

  it.each([
    ['全市各区要建多少所敬老院？', '5所'],
    ['敬老院建设，每个区要建多少所？', '5所'],
    ['废旧电池要回收多少万吨？', '12万吨'],
    ['气象监测要新建几个点位？', '60个'],
    ['冷库改造任务落到哪个部门头上？', '市商务局'],
    ['科技企业补贴找哪个部门，什么企业能拿？', '市科技局'],
  ])('%s → %s', async (message, expected) => {
    expect((await askOf(message)).answer).toContain(expected);
  });
});
