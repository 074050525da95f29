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
