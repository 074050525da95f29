import { describe, expect, it } from 'vitest';
import { agreeWithPicks } from '../../src/assistant/picking/agree-with-picks.ts';
import { createPicker } from '../../src/assistant/picking/pick-evidence.ts';
import type { ClauseRecord } from '../../src/domain/clause.ts';
import { ModelError } from '../../src/domain/errors/model-error.ts';
import type { ChatModel, ChatRequest } from '../../src/models/ports/chat-model.ts';
import { createMemoryIndex } from './memory-index.ts';

const clausesOf = async (texts: readonly string[]): Promise<ClauseRecord[]> => {
  const snapshot = await createMemoryIndex([
    {
      id: 'rules',
      title: '临江市泊位管理办法',
      clauses: texts.map((text, i) => ({ id: `a${i + 1}`, path: [`第${i + 1}条`], text })),
    },
  ]).open();
  const [clauses = []] = await snapshot.clauses.getDocumentClauses(['rules'], 'all');
  return [...clauses];
};

const TEXTS = ['夜间二十时至次日七时，公共泊位不收取费用。', '泊位由市城管局统一编号。', '残疾人凭证停放。'];

function modelThatReplies(reply: string | Error) {
  const requests: ChatRequest[] = [];
  const model: ChatModel = {
    id: 'test',
    async *stream(request) {
      requests.push(request);
      if (reply instanceof Error) throw reply;
      yield { text: reply };
    },
  };
  return { model, requests };
}

async function pick(reply: string | Error, options = {}) {
  const clauses = await clausesOf(TEXTS);
  const { model, requests } = modelThatReplies(reply);
  const picks = await createPicker(
    model,
    options,
  )({
    text: '晚上停车<收钱>吗',
    clauses,
    documents: new Map(),
    payer: 'anonymous',
  });
  return { picks, clauses, prompt: requests[0]?.messages.map(({ content }) => content).join('\n') ?? '' };
}

describe('evidence that a model picks', () => {
  it('is a clause with words that stand in it, whatever their white space', async () => {
    const { picks, clauses } = await pick(
      '好的：{"picks":[{"clause":1,"words":"次日七时， 公共泊位不收取费用"}]}',
    );
    expect([...picks!.keys()]).toEqual([clauses[0]!.clauseId]);
    const { start, end } = picks!.get(clauses[0]!.clauseId)!;
    expect(TEXTS[0]!.slice(start, end)).toBe('次日七时，公共泊位不收取费用');
  });

  it.each([
    ['words that stand elsewhere', '{"picks":[{"clause":2,"words":"公共泊位不收取费用"}]}'],
    ['a clause that was not shown', '{"picks":[{"clause":9,"words":"公共泊位不收取费用"}]}'],
    ['words of its own', '{"picks":[{"clause":1,"words":"夜间停车一律免费"}]}'],
    ['no JSON', '第一条回答了问题'],
    ['another form', '{"statements":[]}'],
  ])('counts for nothing with %s', async (_, reply) => {
    expect((await pick(reply)).picks).toBeNull();
  });

  it('is none where the model says so, and unknown where it fails', async () => {
    expect((await pick('{"picks":[]}')).picks!.size).toBe(0);
    expect((await pick(new ModelError('down'))).picks).toBeNull();
  });

  it('shows no more than the budget, and nothing that could close a tag', async () => {
    const { prompt } = await pick('{"picks":[]}', { maxCharacters: 40 });
    expect(prompt).toContain('编号="1"');
    expect(prompt).not.toContain('编号="3"');
    expect(prompt).not.toContain('<收钱>');
  });

  it('adds to what the judge holds possible, and cannot carry what it holds to be of something else', async () => {
    const clauses = await clausesOf(TEXTS);
    const judged = { each: [0.15, 0.1, 0.001], best: 0, support: 0.2 };
    const span = { start: 0, end: 8 };
    const agreed = agreeWithPicks(judged, clauses, new Map([[clauses[0]!.clauseId, span]]));
    expect(agreed.best).toBe(0);
    expect(agreed.support).toBeGreaterThan(0.75);
    const odd = agreeWithPicks(judged, clauses, new Map([[clauses[2]!.clauseId, span]]));
    expect(odd.each[2]).toBeLessThan(0.1);
    expect(agreeWithPicks(judged, clauses, new Map()).support).toBeLessThan(0.1);
  });
});
