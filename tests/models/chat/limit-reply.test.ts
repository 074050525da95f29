import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { limitReply, type ReplyLimits } from '../../../src/models/resilience/limit-reply.ts';
import { createRequest, createScriptedModel, readReply, type Step } from './scripted-model.ts';

beforeEach(() => {
  vi.useFakeTimers();
});
afterEach(() => {
  vi.useRealTimers();
});

async function play(script: readonly Step[], limits: ReplyLimits, isDeaf = false) {
  const model = createScriptedModel([script], { isDeaf });
  const startedAt = Date.now();
  let ms = -1;
  const outcome = readReply(limitReply(model, limits).stream(createRequest())).finally(() => {
    ms = Date.now() - startedAt;
  });
  await vi.runAllTimersAsync();
  return { ...(await outcome), ms, model };
}

describe('limitReply', () => {
  it('passes a reply on, without pieces that hold nothing', async () => {
    const usage = { inputTokens: 1, outputTokens: 2 };
    const model = createScriptedModel([['', '甲', { wait: 90 }, '乙', '', { usage }]]);
    const pieces: unknown[] = [];
    const reply = limitReply(model, { totalMs: 1000, firstPieceMs: 100, idleMs: 100 }).stream(
      createRequest(),
    );
    const reading = (async () => {
      for await (const piece of reply) pieces.push(piece);
    })();
    await vi.runAllTimersAsync();
    await reading;
    expect(pieces).toEqual([{ text: '甲' }, { text: '乙' }, { text: '', usage }]);
    expect(vi.getTimerCount()).toBe(0);
  });

  it.each<[string, readonly Step[], ReplyLimits, object]>([
    ['no first piece', ['hang'], { firstPieceMs: 50 }, { reason: 'timeout', text: '', ms: 50 }],
    [
      'no further piece',
      ['甲', 'hang'],
      { firstPieceMs: 10, idleMs: 70 },
      { reason: 'silent', text: '甲', ms: 70 },
    ],
    [
      'pieces without text only',
      ['', 'hang'],
      { firstPieceMs: 10, idleMs: 70 },
      { reason: 'silent', text: '', ms: 70 },
    ],
    [
      'slow all the time',
      ['甲', { wait: 60 }, '乙', { wait: 60 }, '丙'],
      { totalMs: 100, idleMs: 70 },
      { reason: 'timeout', text: '甲乙', ms: 100 },
    ],
    [
      'no end',
      Array<Step>(300).fill('好'),
      { charactersPerToken: 2 },
      { reason: 'endless', text: '好'.repeat(200) },
    ],
    ['within its limits', Array<Step>(200).fill('好'), { charactersPerToken: 2 }, { text: '好'.repeat(200) }],
  ])('%s', async (_title, script, limits, expected) => {
    const result = await play(script, limits);
    expect(result).toMatchObject(expected);
    expect(result.model.running).toBe(0);
    expect(vi.getTimerCount()).toBe(0);
  });

  it('does not wait for a model that does not heed its signal', async () => {
    expect(await play(['甲', 'hang'], { idleMs: 70 }, true)).toMatchObject({ reason: 'silent', ms: 70 });
  });

  it("does not count the reader's own time between pieces", async () => {
    const model = createScriptedModel([['甲', '乙', '丙']]);
    const seen: string[] = [];
    const reading = (async () => {
      for await (const { text } of limitReply(model, { idleMs: 10 }).stream(createRequest())) {
        seen.push(text);
        await new Promise((resolve) => setTimeout(resolve, 500));
      }
    })();
    await vi.runAllTimersAsync();
    await reading;
    expect(seen).toEqual(['甲', '乙', '丙']);
  });

  it("throws the signal's own reason", async () => {
    const controller = new AbortController();
    const reason = new Error('asked for it');
    const model = createScriptedModel([['hang']]);
    const outcome = readReply(
      limitReply(model, { totalMs: 100 }).stream(createRequest({ signal: controller.signal })),
    );
    await vi.advanceTimersByTimeAsync(10);
    controller.abort(reason);
    expect((await outcome).error).toBe(reason);
    expect(model.running).toBe(0);
    expect(vi.getTimerCount()).toBe(0);
  });

  it('ends the call when the reader leaves', async () => {
    const model = createScriptedModel([['甲', 'hang']]);
    for await (const _ of limitReply(model, { totalMs: 100 }).stream(createRequest())) break;
    expect(model.calls[0]!.signal!.aborted).toBe(true);
    expect(vi.getTimerCount()).toBe(0);
  });
});
