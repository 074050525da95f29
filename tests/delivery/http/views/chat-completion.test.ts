import { describe, expect, it } from 'vitest';
import {
  viewChatCompletion,
  viewExtraField,
  viewUsage,
} from '../../../../src/delivery/http/views/chat-completion.ts';
import {
  viewFirstChunk,
  viewLastChunks,
  viewTextChunk,
} from '../../../../src/delivery/http/views/chat-completion-chunks.ts';
import type { Answer, ModelReport } from '../../../../src/domain/answer.ts';
import { makeAnswer } from '../../support/fake-assistant.ts';

const ANSWER = makeAnswer({ message: '智慧管网由谁牵头？' });
const OPTIONS = { created: 1_700_000_000, publicUrl: 'http://127.0.0.1:3000' };
const REPORT: ModelReport = {
  model: 'some-model',
  written: 2,
  verified: 1,
  repaired: 0,
  dropped: 1,
  replaced: 0,
  reasons: {},
  usage: { inputTokens: 900, outputTokens: 60 },
  fromCache: false,
};
const WRITTEN: Answer = {
  ...ANSWER,
  mode: 'model',
  aiGenerated: true,
  modelReport: REPORT,
  notices: [{ code: 'model-busy', message: '模型繁忙。' }],
  viaCollective: [],
};
const HEAD = { messageId: 'message-1', created: OPTIONS.created, includeUsage: false };

describe('viewChatCompletion', () => {
  it('has the shape of a chat completion, with the extra field on the message', () => {
    const completion = viewChatCompletion(ANSWER, OPTIONS);
    expect(completion).toMatchObject({
      id: 'chatcmpl-message-1',
      object: 'chat.completion',
      created: 1_700_000_000,
      model: 'tiaowen',
      system_fingerprint: 'v-sample',
      usage: { prompt_tokens: 0, completion_tokens: 0, total_tokens: 0 },
    });
    expect(completion.choices).toHaveLength(1);
    expect(completion.choices[0]).toMatchObject({ index: 0, logprobs: null, finish_reason: 'stop' });
    expect(completion.choices[0]?.message).toMatchObject({ role: 'assistant', refusal: null });
    expect(completion.choices[0]?.message.tiaowen).toEqual(viewExtraField(ANSWER));
  });
});

describe('viewExtraField', () => {
  it('holds nothing that no model and no collective gave', () => {
    expect(Object.keys(viewExtraField(ANSWER))).toEqual([
      'conversationId',
      'messageId',
      'indexVersion',
      'resolvedQuestion',
      'mode',
      'refused',
      'refusal',
      'citations',
      'responsibleUnits',
      'followUps',
    ]);
  });

  it('tells what a model did, and no conversation where none is kept', () => {
    const field = viewExtraField({ ...WRITTEN, conversationId: '' });
    expect(field).toMatchObject({
      mode: 'model',
      aiGenerated: true,
      modelReport: REPORT,
      notices: [{ code: 'model-busy' }],
      viaCollective: [],
    });
    expect(field).not.toHaveProperty('conversationId');
  });
});

describe('viewUsage', () => {
  it.each([
    [ANSWER, 0, 0],
    [WRITTEN, 900, 60],
    [{ ...WRITTEN, modelReport: { ...REPORT, usage: null, fromCache: true } }, 0, 0],
  ])('%#: tokens as the service counted them', (answer, prompt, completion) => {
    expect(viewUsage(answer)).toEqual({
      prompt_tokens: prompt,
      completion_tokens: completion,
      total_tokens: prompt + completion,
    });
  });
});

describe('chunks', () => {
  it('share id, time and model, and end with the extra field', () => {
    const last = viewLastChunks(HEAD, ANSWER, OPTIONS);
    const chunks = [viewFirstChunk(HEAD), viewTextChunk(HEAD, '由'), ...last];
    for (const chunk of chunks) {
      expect(chunk).toMatchObject({
        id: 'chatcmpl-message-1',
        object: 'chat.completion.chunk',
        created: OPTIONS.created,
        model: 'tiaowen',
      });
      expect(chunk).not.toHaveProperty('usage');
    }
    expect(last).toHaveLength(2);
    expect(last[1]).toMatchObject({
      system_fingerprint: 'v-sample',
      choices: [{ index: 0, finish_reason: 'stop', delta: { tiaowen: viewExtraField(ANSWER) } }],
    });
  });

  it('an answer without sources and units ends without a text of its own', () => {
    const refused = { ...ANSWER, citations: [], responsibleUnits: [] };
    expect(viewLastChunks(HEAD, refused, OPTIONS)).toHaveLength(1);
  });

  it('usage comes last, where it was asked for, and null before', () => {
    const head = { ...HEAD, includeUsage: true };
    const last = viewLastChunks(head, WRITTEN, OPTIONS);
    expect(viewFirstChunk(head)).toMatchObject({ usage: null });
    expect(last.slice(0, -1)).toEqual([
      expect.objectContaining({ usage: null }),
      expect.objectContaining({ usage: null }),
    ]);
    expect(last.at(-1)).toMatchObject({ choices: [], usage: { total_tokens: 960 } });
  });
});
