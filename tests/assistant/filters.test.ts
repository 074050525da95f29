import { describe, expect, it } from 'vitest';
import type { Answer, AskFilters } from '../../src/domain/answer.ts';
import { CALLER, createTestAssistant } from './create-test-assistant.ts';

async function ask(message: string, filters: AskFilters): Promise<Answer> {
  return await createTestAssistant().assistant.answer({ message, filters }, CALLER);
}

function documentsOf(answer: Answer): string[] {
  const nearest = answer.refusal?.nearest ?? [];
  return [
    ...new Set([...answer.citations, ...nearest, ...(answer.viaCollective ?? [])].map((c) => c.documentId)),
  ];
}

describe('documents of the filter', () => {
  it.each([
    '绿色港口方案和公共数据分工表里市交通运输局的任务有什么不同？',
    '绿色港口方案和公共数据分工表相比，治理扬尘的要求有什么变化？',
    '绿色港口方案里，防治港口污染有几项任务？',
    '防治港口污染有几项任务？',
    '哪些条款提到了“岸电”？',
    '市交通运输局有哪些任务？',
    '南湾区人民政府有哪些任务？',
    '绿色港口方案里新建岸电设施由谁牵头？',
    '2024年的岸电使用量要达到多少？',
    '有没有提到岸电？',
  ])('are not left by: %s', async (message) => {
    const answer = await ask(message, { documentIds: ['data'] });
    expect(documentsOf(answer).filter((id) => id !== 'data')).toEqual([]);
  });

  it('hold for a question that carries on from another document', async () => {
    const { assistant } = createTestAssistant();
    const first = await assistant.answer({ message: '绿色港口方案里新建岸电设施由谁牵头？' }, CALLER);
    expect(documentsOf(first)).toEqual(['port']);
    for (const message of ['那配合单位呢？', '治理扬尘呢？', '它有什么要求？']) {
      const next = await assistant.answer(
        { message, conversationId: first.conversationId, filters: { documentIds: ['data'] } },
        CALLER,
      );
      expect(documentsOf(next).filter((id) => id !== 'data')).toEqual([]);
    }
  });

  it('refuse a question on another document by name', async () => {
    const answer = await ask('绿色港口方案里新建岸电设施由谁牵头？', { documentIds: ['data'] });
    expect(answer.refusal?.message).toContain('不在所选的文件之内');
  });

  it('of which the question names one, that one is asked', async () => {
    const answer = await ask('公共数据分工表里市交通运输局有哪些任务？', { documentIds: ['port', 'data'] });
    expect(documentsOf(answer)).toEqual(['data']);
  });
});

describe('the role of the filter', () => {
  it.each(['lead', 'supporting'] as const)('%s limits the units of a clause', async (role) => {
    const answer = await ask('新建岸电设施由谁负责？', { role });
    expect(answer.citations.map((citation) => citation.clauseId)).toEqual(['port:2']);
    expect(answer.responsibleUnits.length).toBeGreaterThan(0);
    expect(new Set(answer.responsibleUnits.map((unit) => unit.role))).toEqual(new Set([role]));
  });

  it('limits lists of a unit and lists under a heading', async () => {
    const list = await ask('市交通运输局有哪些任务？', { role: 'lead' });
    expect(list.citations.map((citation) => citation.clauseId)).toEqual(['port:2']);
    const heading = await ask('绿色港口方案里，推进岸电改造有哪几项任务，责任单位是谁？', { role: 'lead' });
    expect(heading.responsibleUnits.map((unit) => unit.name)).toEqual(['市交通运输局', '市发展改革委']);
  });
});

describe('the units of the filter', () => {
  it('limit the units of a clause, and the answer says so', async () => {
    const answer = await ask('新建岸电设施由谁负责？', { units: ['市港航集团'] });
    expect(answer.responsibleUnits.map((unit) => unit.name)).toEqual(['市港航集团']);
    expect(answer.answer).toContain('只列出所选单位');
  });

  it.each([
    // No clause of the bureau shares a word with it: the clause itself is offered.
    ['治理扬尘由谁负责？', 'port:4'],
    ['治理扬尘有什么要求？', 'port:4'],
    // One of its clauses is on the same heading: that one is offered, and not taken for an answer.
    ['新建岸电设施由谁牵头？', 'port:3'],
  ])('none of whose clauses carries the topic, refuse with the nearest: %s', async (message, nearest) => {
    const answer = await ask(message, { units: ['市财政局'] });
    expect(answer.refused).toBe(true);
    expect(answer.refusal?.message).toContain('所选单位');
    expect(answer.refusal?.nearest.map((clause) => clause.clauseId)).toEqual([nearest]);
  });
});
