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
