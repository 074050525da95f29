import { describe, expect, it } from 'vitest';
import { CALLER, createTestAssistant } from './create-test-assistant.ts';

const { ask, assistant } = createTestAssistant();

describe('what is offered to be asked next', () => {
  it('is answered, is not what was just asked, and quotes nothing within quotes', async () => {
    const questions = [
      '新建岸电设施由谁牵头、谁配合？',
      '市交通运输局有哪些任务？',
      '治理扬尘有什么要求？',
      '含油污水处置率要达到多少？',
    ];
    let offered = 0;
    for (const question of questions) {
      const { followUps } = await ask(question);
      for (const next of followUps) {
        offered++;
        const answer = await ask(next);
        expect([next, answer.refused]).toEqual([next, false]);
        expect(answer.followUps).not.toContain(next);
        expect(next).not.toMatch(/“[^”]*“/u);
      }
    }
    expect(offered).toBeGreaterThan(5);
  });
});

describe('the target of a heading in quotation marks', () => {
  const clause = (number: number, title: string, body: string) => ({
    path: ['一、重点任务', `${number}.${title}`],
    title,
    text: `${number}.${title}。${body}`,
  });
  const { ask: askWeather } = createTestAssistant([
    {
      id: 'weather',
      title: '临江市智慧气象建设方案',
      clauses: [
        clause(1, '智慧气象', '建设市和区县两级部署的智慧气象数据中心。'),
        clause(2, '气象监测', '到2024年，智慧气象监测站点的目标是达到500个。'),
        clause(3, '监测站点', '监测站点建设的目标是达到80个以上，新设350兆专网。'),
      ],
    },
  ]);

  it('is the one that its own clause states, not that of another clause', async () => {
    const answer = await askWeather('“监测站点”的目标是多少？');
    expect(answer.answer).toContain('80个');
    expect(answer.citations.map(({ path }) => path.at(-1))).toEqual(['3.监测站点']);
  });

  it('is not said where its clause states none, though it holds a number', async () => {
    expect((await askWeather('“智慧气象”的目标是多少？')).refused).toBe(true);
  });
});

it('我局有哪些任务 is no slip of the pen for 具有', async () => {
  const request = { message: '我局有哪些任务？', context: { unit: '市交通运输局' } };
  const answer = await assistant.answer(request, CALLER);
  expect(answer.refused).toBe(false);
  expect(answer.resolvedQuestion).not.toContain('具有');
  expect(answer.citations.length).toBeGreaterThan(0);
});
