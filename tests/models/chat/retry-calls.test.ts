import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { retryCalls } from '../../../src/models/resilience/retry-calls.ts';
import { createRequest, createScriptedModel, readReply, type Step } from './scripted-model.ts';

beforeEach(() => {
  vi.useFakeTimers();
});
afterEach(() => {
  vi.useRealTimers();
});

async function play(scripts: readonly (readonly Step[])[], random = 0) {
  const model = createScriptedModel(scripts);
  const startedAt = performance.now();
  let ms = -1;
  const retried = retryCalls(model, { totalMs: 30_000, random: () => random });
  const outcome = readReply(retried.stream(createRequest())).finally(() => {
    ms = performance.now() - startedAt;
  });
  await vi.runAllTimersAsync();
  const { text, reason } = await outcome;
  return { text, reason, ms, calls: model.calls.length };
}

const GOOD = ['好', '的'];

describe('retryCalls', () => {
  it.each<[string, readonly (readonly Step[])[], object]>([
    ['a good reply', [GOOD], { text: '好的', calls: 1, ms: 0 }],
    ['5xx, then good', [[{ fail: 'unavailable' }], GOOD], { text: '好的', calls: 2, ms: 500 }],
    [
      'twice, then good',
      [[{ fail: 'unavailable' }], [{ fail: 'cut' }], GOOD],
      { text: '好的', calls: 3, ms: 1500 },
    ],
    ['never good', [[{ fail: 'unavailable' }]], { reason: 'unavailable', calls: 3, ms: 1500 }],
    ['cut before its first piece', [['', { fail: 'cut' }], GOOD], { text: '好的', calls: 2 }],
    ['cut after its first piece', [['好', { fail: 'cut' }], GOOD], { text: '好', reason: 'cut', calls: 1 }],
    [
      '429 with Retry-After',
      [[{ fail: 'rate-limited', retryAfterMs: 7000 }], GOOD],
      { text: '好的', calls: 2, ms: 7000 },
    ],
    [
      '503 with Retry-After',
      [[{ fail: 'unavailable', retryAfterMs: 2000 }], GOOD],
      { text: '好的', calls: 2, ms: 2000 },
    ],
    [
      '429 with a wait too long',
      [[{ fail: 'rate-limited', retryAfterMs: 31_000 }], GOOD],
      { reason: 'rate-limited', calls: 1, ms: 0 },
    ],
    [
      '429 whose second wait does not fit any more',
      [
        [{ fail: 'rate-limited', retryAfterMs: 20_000 }],
        [{ fail: 'rate-limited', retryAfterMs: 10_000 }],
        GOOD,
      ],
      { reason: 'rate-limited', calls: 2, ms: 20_000 },
    ],
    ...(['rejected', 'timeout', 'silent', 'endless', 'unusable'] as const).map(
      (fail) => [fail, [[{ fail }], GOOD], { reason: fail, calls: 1, ms: 0 }] as [string, Step[][], object],
    ),
  ])('%s', async (_title, scripts, expected) => {
    expect(await play(scripts)).toMatchObject(expected);
  });

  it('shortens its pauses by chance, by up to half', async () => {
    expect(await play([[{ fail: 'cut' }], GOOD], 1)).toMatchObject({ ms: 250 });
  });

  it('stops waiting when the signal ends', async () => {
    const controller = new AbortController();
    const model = createScriptedModel([[{ fail: 'rate-limited', retryAfterMs: 9000 }]]);
    const request = createRequest({ signal: controller.signal });
    const outcome = readReply(retryCalls(model, { totalMs: 30_000 }).stream(request));
    await vi.advanceTimersByTimeAsync(10);
    controller.abort(new Error('enough'));
    expect((await outcome).error).toEqual(new Error('enough'));
    expect(model.calls).toHaveLength(1);
    expect(vi.getTimerCount()).toBe(0);
  });
});
