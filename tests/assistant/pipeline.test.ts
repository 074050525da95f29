import { describe, expect, it } from 'vitest';
import type { AnswerEvent } from '../../src/domain/answer.ts';
import { NotFoundError } from '../../src/domain/errors/not-found-error.ts';
import { CALLER, createTestAssistant } from './create-test-assistant.ts';
import { SAMPLE_POLICIES } from './sample-policies.ts';

const QUESTIONS = [
  '新建岸电设施由谁牵头、谁配合？',
  '市交通运输局有哪些任务？',
  '治理扬尘有什么要求？',
  '含油污水处置率要达到多少？',
  '绿色港口方案和公共数据分工表里市交通运输局的任务有什么不同？',
];

describe('citations', () => {
  it.each(QUESTIONS)('quote verbatim, and slice from the source: %s', async (question) => {
    const { ask, index } = createTestAssistant();
    const answer = await ask(question);
    const snapshot = await index.open();
    expect(answer.citations.length).toBeGreaterThan(0);
    for (const citation of answer.citations) {
      const [source] = await snapshot.sources.getSources([citation.documentId], 'all');
      expect(citation.text).toContain(citation.quote);
      expect(source).toContain(citation.sourceQuote);
      expect(source!.slice(citation.span.start, citation.span.end)).toBe(citation.text);
      expect(citation.label).toContain('《');
    }
    expect(answer.citations.map((citation) => citation.marker)).toEqual(
      answer.citations.map((_, i) => i + 1),
    );
  });

  it('are all marked in the answer, and every marker has one', async () => {
    const { ask } = createTestAssistant();
    const answer = await ask('市交通运输局有哪些任务？');
    const markers = [...answer.answer.matchAll(/\[(\d+)\]/g)].map((match) => Number(match[1]));
    expect([...new Set(markers)].sort()).toEqual(answer.citations.map((citation) => citation.marker));
  });

  it('let nothing of a document become a link, an image or HTML', async () => {
    const { ask } = createTestAssistant();
    const { answer } = await ask('接收船舶污染物有什么要求？');
    expect(answer).toContain('含油污水');
    expect(answer).not.toMatch(/(?<!\\)\[点此(?<!\\)\]\(/);
    expect(answer).not.toMatch(/(?<!\\)<img/);
    expect(answer).not.toContain('http://evil');
  });
});

describe('what is cited is kept', () => {
  it('as it stands, with the day it was cited, and without the quote of one answer', async () => {
    const { ask, cited } = createTestAssistant();
    const { citations, indexVersion } = await ask('新建岸电设施由谁牵头、谁配合？');
    expect(cited.map(({ clauseId }) => clauseId)).toEqual(citations.map(({ clauseId }) => clauseId));
    const { marker, url, quote, sourceQuote, verification, ...clause } = citations[0]!;
    expect(cited[0]).toEqual({ ...clause, indexVersion, firstCitedAt: '2026-03-01T00:00:00.000Z' });
  });

  it('where the client keeps the conversation, too', async () => {
    const { assistant, cited } = createTestAssistant();
    await assistant.answer({ message: '治理扬尘由谁负责？', history: [] }, CALLER);
    expect(cited).not.toEqual([]);
  });

  it('with its validity of that day, whatever day was asked about', async () => {
    const { assistant, cited } = createTestAssistant(SAMPLE_POLICIES, '2090-03-01T00:00:00Z');
    const request = { message: '新建岸电设施由谁牵头、谁配合？', filters: { asOf: '2024-01-01' } };
    const { citations } = await assistant.answer(request, CALLER);
    expect(citations[0]?.validity.state).toBe('in-force');
    expect(cited[0]?.validity.state).toBe('period-ended');
  });

  it('but nothing of a refusal', async () => {
    const { ask, cited } = createTestAssistant();
    expect(await ask('今天的猪肉价格是多少？')).toMatchObject({ refused: true });
    expect(cited).toEqual([]);
  });

  it('beside the answer, which neither waits nor fails', async () => {
    let fail = () => {};
    const writing = new Promise<void>((_resolve, reject) => {
      fail = () => reject(new Error('disk full'));
    });
    const { ask, warnings } = createTestAssistant(SAMPLE_POLICIES, undefined, null, () => writing);
    expect((await ask('治理扬尘由谁负责？')).citations).not.toEqual([]);
    fail();
    await expect(writing).rejects.toThrow('disk full');
    await new Promise(setImmediate);
    expect(warnings).toEqual(['cited clauses were not kept']);
  });
});

describe('the stream', () => {
  it('tells a citation before its marker, and its pieces are the answer', async () => {
    const { assistant } = createTestAssistant();
    const events: AnswerEvent[] = [];
    const answer = await assistant.answer({ message: '市交通运输局有哪些任务？' }, CALLER, {
      onEvent: (event) => events.push(event),
    });
    expect(events[0]).toMatchObject({ type: 'answer-start', messageId: answer.messageId });
    expect(events.at(-1)).toEqual({ type: 'answer-end', answer });
    const told = new Set<number>();
    let text = '';
    for (const event of events) {
      if (event.type === 'citation-added') told.add(event.citation.marker);
      if (event.type !== 'answer-delta') continue;
      for (const match of event.text.matchAll(/\[(\d+)\]/g)) expect(told).toContain(Number(match[1]));
      text += event.text;
    }
    expect(text).toBe(answer.answer);
  });
});

describe('the turn', () => {
  it('is remembered with its reading and gives every snapshot back', async () => {
    const { assistant, index, conversations } = createTestAssistant();
    const answer = await assistant.answer({ message: '治理扬尘由谁负责？' }, CALLER);
    const conversation = await conversations.get(answer.conversationId, CALLER.owner);
    expect(conversation?.turns).toHaveLength(1);
    expect(conversation?.turns[0]?.answer).toEqual(JSON.parse(JSON.stringify(answer)));
    expect(index.opened()).toBe(0);
  });

  it('of an unknown conversation is not found', async () => {
    const { assistant, index } = createTestAssistant();
    const asked = assistant.answer({ message: '治理扬尘由谁负责？', conversationId: 'none' }, CALLER);
    await expect(asked).rejects.toBeInstanceOf(NotFoundError);
    expect(index.opened()).toBe(0);
  });

  it('that was aborted is not remembered', async () => {
    const { assistant, conversations, index } = createTestAssistant();
    const controller = new AbortController();
    controller.abort(new Error('gone'));
    await expect(
      assistant.answer({ message: '治理扬尘由谁负责？' }, CALLER, { signal: controller.signal }),
    ).rejects.toThrow('gone');
    expect(conversations.all.size).toBe(0);
    expect(index.opened()).toBe(0);
  });

  it('never uses or betrays what the caller may not see', async () => {
    const { assistant } = createTestAssistant();
    const caller = { ...CALLER, visibility: { documentIds: new Set(['data']) } };
    const hidden = await assistant.answer({ message: '治理扬尘由谁负责？' }, caller);
    expect(hidden.refused).toBe(true);
    expect(JSON.stringify(hidden)).not.toContain('绿色港口');
    const list = await assistant.answer({ message: '市交通运输局有哪些任务？' }, caller);
    expect(list.citations.map((citation) => citation.documentId)).toEqual(['data']);
  });

  it('judges periods by asOf', async () => {
    const { assistant } = createTestAssistant();
    const answer = await assistant.answer(
      { message: '治理扬尘由谁负责？', filters: { asOf: '2023-06-01' } },
      CALLER,
    );
    expect(answer.citations[0]?.validity).toEqual({ state: 'in-force', basis: '计划期2022—2024年' });
  });

  it.each([
    ['2024-12-31T15:59:00Z', 'in-force'],
    ['2024-12-31T16:00:00Z', 'period-ended'],
  ])('judges periods by the day in China: %s', async (now, state) => {
    const { ask } = createTestAssistant(SAMPLE_POLICIES, now);
    expect((await ask('治理扬尘由谁负责？')).citations[0]?.validity.state).toBe(state);
  });

  it('of a conversation that is deleted meanwhile is answered and not kept', async () => {
    const { assistant, conversations, index } = createTestAssistant();
    const { conversationId } = await assistant.answer({ message: '治理扬尘由谁负责？' }, CALLER);
    const open = index.open;
    index.open = async () => {
      conversations.all.delete(conversationId);
      return await open();
    };
    const answer = await assistant.answer({ message: '那配合单位呢？', conversationId }, CALLER);
    expect(answer.conversationId).toBe(conversationId);
    expect(conversations.all.size).toBe(0);
  });

  it('reads 我局 by the context', async () => {
    const { assistant } = createTestAssistant();
    const answer = await assistant.answer(
      { message: '我局有哪些任务？', context: { unit: '市财政局' } },
      CALLER,
    );
    expect(answer.citations.map((citation) => citation.clauseId)).toEqual(['port:3']);
  });

  it('stays within the documents of the filter', async () => {
    const { assistant } = createTestAssistant();
    const answer = await assistant.answer(
      { message: '市交通运输局有哪些任务？', filters: { documentIds: ['data'] } },
      CALLER,
    );
    expect(answer.citations.map((citation) => citation.clauseId)).toEqual(['data:2']);
  });
});

describe('names that changed', () => {
  it('are explained in one line', async () => {
    const { ask } = createTestAssistant([
      ...SAMPLE_POLICIES,
      {
        id: 'old',
        title: '临江市科技兴市行动计划（2014—2016年）',
        rest: { period: { from: 2014, to: 2016 } },
        clauses: [
          {
            path: ['一、主要任务', '（一）建设众创空间'],
            title: '建设众创空间',
            text: '（一）建设众创空间。建设众创空间20家。',
            phrase: '（牵头单位：市科委）',
            units: ['lead:市科委'],
          },
        ],
      },
    ]);
    const answer = await ask('市科技局在科技兴市计划里牵头什么？');
    expect(answer.citations.map((citation) => citation.clauseId)).toEqual(['old:1']);
    expect(answer.answer).toContain('按机构沿革');
    expect(answer.responsibleUnits.map((unit) => unit.name)).toEqual(['市科委']);
  });
});

describe('warming up', () => {
  it('remembers nothing and gives every snapshot back', async () => {
    const { assistant, conversations, index } = createTestAssistant();
    await assistant.warmUp();
    expect(conversations.all.size).toBe(0);
    expect(index.opened()).toBe(0);
  });

  it('leaves the first answer as it is', async () => {
    const warm = createTestAssistant();
    await warm.assistant.warmUp();
    const {
      messageId: _w,
      timings: _t,
      conversationId: _c,
      ...answer
    } = await warm.ask('治理扬尘由谁负责？');
    expect(await createTestAssistant().ask('治理扬尘由谁负责？')).toMatchObject(answer);
  });

  it('does not throw where there is no index', async () => {
    const { assistant, index } = createTestAssistant();
    index.open = () => Promise.reject(new Error('no index'));
    await expect(assistant.warmUp()).resolves.toBeUndefined();
  });
});
