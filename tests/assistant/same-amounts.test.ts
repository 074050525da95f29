import { expect, it } from 'vitest';
import { createTestAssistant } from './create-test-assistant.ts';

const { ask } = createTestAssistant([
  {
    id: 'plan',
    title: '云河市便民设施建设方案',
    clauses: [
      { id: '1', path: ['一、充电桩'], title: '充电桩', text: '一、充电桩。在居民小区新建充电桩三百座。' },
      {
        id: '2',
        path: ['二、停车位'],
        title: '停车位',
        text: '二、停车位。在老旧小区新增停车位一千五百个。',
      },
      {
        id: '3',
        path: ['三、防汛资金'],
        title: '防汛资金',
        text: '三、防汛资金。市财政安排防汛专项资金1.1亿元。',
      },
    ],
  },
]);

it.each([
  ['居民小区新建充电桩是不是300座？', '是。'],
  ['居民小区新建充电桩是不是200座？', '不是'],
  ['老旧小区新增停车位是不是1500个？', '是。'],
  ['老旧小区新增停车位是不是1600个？', '不是'],
  ['市财政安排防汛专项资金是不是11000万元？', '是。'],
  ['市财政安排防汛专项资金是不是1100万元？', '不是'],
])('%s %s', async (question, verdict) => {
  expect((await ask(question)).statements[0]?.text).toMatch(new RegExp(`^${verdict}`));
});
