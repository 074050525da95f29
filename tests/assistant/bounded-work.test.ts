import { describe, expect, it } from 'vitest';
import { limitWork, measureWork } from '../../src/turns/work-budget.ts';
import { CALLER, createTestAssistant } from './create-test-assistant.ts';
import type { SampleDocument } from './memory-index.ts';

const TASKS = 260;

/** A plan with more tasks of one bureau than a reply cites. */
const LONG_PLAN: SampleDocument = {
  id: 'long-plan',
  title: '临江市港口建设任务分解表',
  clauses: Array.from({ length: TASKS }, (_, i) => ({
    path: ['一、重点任务'],
    title: `第${i + 1}处泊位改造`,
    text: `（${i + 1}）第${i + 1}处泊位改造。改造第${i + 1}处泊位的岸电设施。`,
    phrase: i % 2 === 0 ? '（市交通运输局牵头，市水务局配合）' : '（市交通运输局牵头，各区人民政府配合）',
    units:
      i % 2 === 0
        ? ['lead:市交通运输局', 'supporting:市水务局']
        : ['lead:市交通运输局', 'supporting:各区人民政府*'],
  })),
};

describe('lists that are longer than a reply', () => {
  it('of a unit cite 200 clauses, count all and say so', async () => {
    const { ask } = createTestAssistant([LONG_PLAN]);
    const answer = await ask('市交通运输局有哪些任务？');
    expect(answer.total).toBe(TASKS);
    expect(answer.citations).toHaveLength(200);
    expect(answer.answer).toContain(`共有${TASKS}项任务`);
    expect(answer.answer).toContain('以下列出前200项');
    expect(new Set(answer.responsibleUnits.map(({ clauseId }) => clauseId)).size).toBe(200);
  });

  it('of clauses that mention a word do so too', async () => {
    const { ask } = createTestAssistant([LONG_PLAN]);
    const answer = await ask('哪些条款提到岸电设施？');
    expect(answer.total).toBe(TASKS);
    expect(answer.citations).toHaveLength(200);
    expect(answer.answer).toContain(`共有${TASKS}条提到`);
    expect(answer.answer).toContain('以下列出前200条');
  });

  it('of items under a heading do so too', async () => {
    const { ask } = createTestAssistant([LONG_PLAN]);
    const answer = await ask('港口建设任务分解表的重点任务下有哪几项？');
    expect(answer.total).toBe(TASKS);
    expect(answer.citations).toHaveLength(200);
    expect(answer.answer).toContain(`共有${TASKS}项，以下列出前200项`);
  });

  it('of several units share the 200, and each is counted whole', async () => {
    const { ask } = createTestAssistant([LONG_PLAN]);
    const answer = await ask('市水务局和市交通运输局分别有哪些任务？');
    expect(answer.citations.length).toBeLessThanOrEqual(200);
    expect(answer.total).toBe(TASKS + TASKS / 2);
    expect(answer.answer).toContain(`共有${TASKS}项任务`);
    expect(answer.answer).toContain(`共有${TASKS / 2}项任务`);
  });

  it('are told whole where they fit', async () => {
    const { ask } = createTestAssistant();
    const answer = await ask('市交通运输局有哪些任务？');
    expect(answer.total).toBe(answer.citations.length);
    expect(answer.answer).not.toContain('以下列出');
  });
});

describe('a message that takes too much', () => {
  const soup = Array.from({ length: 600 }, (_, i) => `绿${i}色港口${i}实施方案岸电`)
    .join('')
    .slice(0, 4_000);

  it('is answered or refused in a sentence, and says that it was not read whole', async () => {
    const { ask } = createTestAssistant();
    const answer = await ask(`${soup}由谁负责？`);
    expect(answer.answer).not.toBe('');
    expect(answer.notices).toEqual([{ code: 'question-cut', message: expect.stringContaining('来文过长') }]);
  });

  it('stops at a number of steps that does not depend on the message', async () => {
    const { assistant } = createTestAssistant();
    const history = Array.from({ length: 12 }, () => soup);
    const { result, steps } = await measureWork(() => assistant.answer({ message: soup, history }, CALLER));
    expect(result.answer).not.toBe('');
    expect(steps).toBeLessThan(1_500_000);
  });

  it('is refused as unclear where its work is over, and asks for a shorter one', async () => {
    const { assistant } = createTestAssistant();
    const answer = await limitWork({ steps: 3_000 }, () =>
      assistant.answer({ message: '绿色港口由谁牵头？' }, CALLER),
    );
    expect(answer).toMatchObject({ refused: true, refusal: { reason: 'unclear' }, citations: [] });
    expect(answer.answer).toContain('请缩短');
  });

  it('is refused so under filters too', async () => {
    const { assistant } = createTestAssistant();
    for (let steps = 500; steps <= 8_000; steps += 250) {
      const request = { message: '绿色港口由谁牵头？', filters: { documentIds: ['green-port'] } };
      const answer = await limitWork({ steps }, () => assistant.answer(request, CALLER)).catch(String);
      expect(answer).toHaveProperty('answer');
    }
  });

  it('does not stop an ordinary conversation that a client keeps itself', async () => {
    const { assistant } = createTestAssistant();
    const history = ['新建岸电设施由谁牵头？', ...Array.from({ length: 11 }, () => '那配合单位呢？')];
    const answer = await assistant.answer({ message: '牵头的呢？', history }, CALLER);
    expect(answer.refused).toBe(false);
  });
});

it('lets a time limit come through between the parts of a question', async () => {
  const { assistant } = createTestAssistant();
  const controller = new AbortController();
  const answer = assistant.answer({ message: '绿色港口由谁牵头？老旧泊位要改造多少处？' }, CALLER, {
    signal: controller.signal,
  });
  setImmediate(() => controller.abort(new Error('time is over')));
  await expect(answer).rejects.toThrow('time is over');
});
