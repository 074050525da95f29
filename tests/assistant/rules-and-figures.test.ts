import { describe, expect, it } from 'vitest';
import { createTestAssistant } from './create-test-assistant.ts';

const { ask } = createTestAssistant([
  {
    id: 'market',
    title: '临江市集市管理办法',
    clauses: [
      { id: 'art1', path: ['第一条'], text: '第一条　申请设立集市应当具备下列条件：' },
      { id: 'art1.1', path: ['第一条', '（一）'], text: '（一）场地面积不少于500平方米；' },
      { id: 'art1.2', path: ['第一条', '（二）'], text: '（二）有专人负责保洁。' },
      {
        id: 'art2',
        path: ['第二条'],
        text: '第二条　未委托经营单位的集市，由所在地街道办事处组织商户推选管理人负责日常巡查。',
      },
      { id: 'art3', path: ['第三条'], text: '第三条　擅自占用消防通道的，处500元以上2000元以下罚款。' },
      { id: 'art4', path: ['第四条'], text: '第四条　整修集市棚顶的，每处补助3000元。' },
      {
        id: 'art5',
        path: ['第五条'],
        text: '第五条　摊位投诉应当在3个工作日内答复。',
        phrase: '（责任单位：市市场监管局）',
        units: ['responsible:市市场监管局'],
      },
    ],
  },
]);

const cited = (answer: { citations: readonly { clauseId: string }[] }) =>
  answer.citations.map(({ clauseId }) => clauseId);

describe('rules', () => {
  it('a lead-in is answered with the items below it', async () => {
    const answer = await ask('申请设立集市要具备哪些条件？');
    expect(cited(answer)).toEqual(['market:art1', 'market:art1.1', 'market:art1.2']);
    expect(answer.answer).toContain('500平方米');
  });

  it('a list that is asked for goes on with the items below its lead-in', async () => {
    expect(cited(await ask('申请设立集市的条件列了哪些？'))).toEqual([
      'market:art1',
      'market:art1.1',
      'market:art1.2',
    ]);
  });

  it('items below a lead-in are counted where their number is asked for', async () => {
    const { answer } = await ask('申请设立集市要具备几项条件？');
    expect(answer).toContain('共2项');
  });

  it('who must act is answered from the text where no unit is assigned', async () => {
    const answer = await ask('没有委托经营单位的集市，日常巡查由谁负责？');
    expect(cited(answer)).toEqual(['market:art2']);
    expect(answer.answer).toContain('街道办事处');
    expect(answer.responsibleUnits).toEqual([]);
  });

  it('a fine is not answered with a subsidy', async () => {
    expect(cited(await ask('擅自占用消防通道罚多少？'))).toEqual(['market:art3']);
    expect((await ask('整修集市棚顶罚多少钱？')).refused).toBe(true);
  });

  it('a span of time is answered with a span', async () => {
    const answer = await ask('摊位投诉几个工作日内答复？');
    expect(answer.answer).toContain('3个工作日');
  });
});

const fees = createTestAssistant([
  {
    id: 'fees',
    title: '临江市渔港服务收费标准',
    clauses: [
      { path: ['一、收费'], text: '（一）本地渔船：泊位费为每船每月120元，财政补贴为每船每月40元。' },
      { path: ['一、收费'], text: '（二）外地渔船：泊位费为每船每月180元，财政补贴为每船每月10元。' },
      { path: ['二、例会'], text: '渔港管理例会一般每季度召开一次。' },
      { path: ['二、例会'], text: '渔港安全例会每月召开两次。' },
      {
        path: ['三、价目'],
        title: '吊装渔网',
        text: '吊装渔网\n35元/次\n50元/次',
        cells: () => [
          { heading: '白天价格', start: 5, end: 10 },
          { heading: '夜间价格', start: 11, end: 16 },
        ],
      },
    ],
  },
]).ask;

describe('the figure that is asked for', () => {
  it.each([
    [['渔港服务收费标准里本地渔船每月泊位费是多少钱？'], '120元'],
    [['渔港服务收费标准里外地渔船每月财政补贴是多少钱？'], '10元'],
    [['渔港安全例会多久开一次？'], '每月召开两次'],
    [['渔港管理例会多久开一次？'], '每季度召开一次'],
    [['吊装渔网夜间价格是多少元？'], '50元/次'],
    [['本地渔船每月泊位费是多少钱？', '外地渔船呢？'], '180元'],
  ])('%s → %s', async (messages, figure) => {
    expect((await fees(...messages)).answer).toMatch(new RegExp(`\\*\\*[^*]*${figure}\\*\\*`, 'u'));
  });
});
