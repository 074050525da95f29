import { describe, expect, it } from 'vitest';
import { createMemoryUsageStore } from '../../../src/models/adapters/memory/memory-usage-store.ts';
import { estimatePrompt, estimateTokens } from '../../../src/models/estimate-tokens.ts';
import type { UsageStore } from '../../../src/models/ports/usage-store.ts';
import { spendBudget } from '../../../src/models/resilience/spend-budget.ts';
import { createRequest, createScriptedModel, readReply, type Step } from './scripted-model.ts';

const PROMPT = estimatePrompt(createRequest());
const DAY = '2026-03-01';
const NOON = Date.parse('2026-03-01T12:00:00+08:00');

interface Limits {
  readonly dailyTokens?: number | null;
  readonly dailyTokensPerPayer?: number | null;
}

function setUp(scripts: readonly (readonly Step[])[], limits: Limits = {}, usage = createMemoryUsageStore()) {
  const time = { now: NOON };
  const service = createScriptedModel(scripts);
  const model = spendBudget(service, {
    usage,
    dailyTokens: null,
    dailyTokensPerPayer: null,
    now: () => time.now,
    ...limits,
  });
  const ask = (payer = 'a') => readReply(model.stream(createRequest({ payer })));
  return { time, service, usage, model, ask };
}

describe('estimateTokens', () => {
  it.each([
    ['', 0],
    ['托育机构备案', 6],
    ['，。：', 3],
    ['abc def', 3],
    ['2025年', 3],
    ['𠮷', 1],
  ])('%j → %i', (text, expected) => {
    expect(estimateTokens(text)).toBe(expected);
  });
});

describe('spendBudget', () => {
  it.each<[string, readonly Step[], number]>([
    ["the service's own count", ['好', { usage: { inputTokens: 70, outputTokens: 9 } }], 79],
    ['an estimate where it counted nothing', ['好的', '，可以'], PROMPT + 5],
    ['nothing for a call that failed before its first piece', [{ fail: 'unavailable' }], 0],
    ['an estimate for a call that failed later', ['好的', { fail: 'cut' }], PROMPT + 2],
    [
      'its own count for a call that failed later',
      ['好', { usage: { inputTokens: 70, outputTokens: 9 } }, { fail: 'cut' }],
      79,
    ],
  ])('books %s', async (_title, script, expected) => {
    const { ask, usage } = setUp([script], { dailyTokens: 10_000 });
    await ask();
    expect([await usage.read(DAY, null), await usage.read(DAY, 'a')]).toEqual([expected, expected]);
  });

  it('sets the prompt and the longest reply aside while the call runs', async () => {
    const { model, usage } = setUp([['好', 'hang']], { dailyTokens: 10_000 });
    for await (const _ of model.stream(createRequest({ payer: 'a' }))) {
      expect(await usage.read(DAY, 'a')).toBe(PROMPT + 100);
      break;
    }
    expect(await usage.read(DAY, 'a')).toBe(PROMPT + 1);
  });

  it('books the prompt of a call that its caller ended before the first piece', async () => {
    const { model, usage } = setUp([['hang']]);
    const leaving = new AbortController();
    const outcome = readReply(model.stream(createRequest({ payer: 'a', signal: leaving.signal })));
    await new Promise((resolve) => setImmediate(resolve));
    leaving.abort();
    await outcome;
    expect(await usage.read(DAY, 'a')).toBe(PROMPT);
  });

  const spend = (tokens: number): Step[] => ['好', { usage: { inputTokens: tokens - 1, outputTokens: 1 } }];

  it("keeps everyone's budget", async () => {
    const { ask, service, usage } = setUp([spend(200)], { dailyTokens: 400 + PROMPT + 100 - 1 });
    expect((await ask('a')).text).toBe('好');
    expect((await ask('b')).text).toBe('好');
    expect(await ask('c')).toMatchObject({ reason: 'over-budget', text: '' });
    expect(service.calls).toHaveLength(2);
    expect(await usage.read(DAY, null)).toBe(400);
    expect(await usage.read(DAY, 'c')).toBe(0);
  });

  it("keeps one payer's budget, and others are not touched by it", async () => {
    const { ask, service } = setUp([spend(200)], { dailyTokensPerPayer: 200 + PROMPT });
    expect((await ask('a')).text).toBe('好');
    expect(await ask('a')).toMatchObject({ reason: 'over-budget' });
    expect((await ask('b')).text).toBe('好');
    expect(service.calls).toHaveLength(2);
  });

  it('makes no call at all with a budget of 0', async () => {
    const { ask, service } = setUp([spend(5)], { dailyTokens: 0 });
    expect(await ask()).toMatchObject({ reason: 'over-budget' });
    expect(service.calls).toHaveLength(0);
  });

  it('does not let calls at the same time overdraw it', async () => {
    const { ask, usage, service } = setUp([spend(PROMPT + 100)], { dailyTokens: 3 * (PROMPT + 100) });
    const outcomes = await Promise.all(Array.from({ length: 10 }, (_, n) => ask(`p${n}`)));
    expect(outcomes.filter(({ text }) => text === '好').length).toBe(service.calls.length);
    expect(service.calls.length).toBeGreaterThan(0);
    expect(await usage.read(DAY, null)).toBeLessThanOrEqual(3 * (PROMPT + 100));
  });

  it('begins anew at midnight in China, and books a call on the day on which it began', async () => {
    const { ask, model, usage, time } = setUp([spend(500)], { dailyTokens: 500 + PROMPT });
    time.now = Date.parse('2026-03-01T23:59:59+08:00');
    for await (const { text } of model.stream(createRequest())) {
      if (text !== '') time.now = Date.parse('2026-03-02T00:00:01+08:00');
    }
    expect(await usage.read('2026-03-01', null)).toBe(500);
    expect((await ask()).text).toBe('好');
    expect(await ask()).toMatchObject({ reason: 'over-budget' });
    expect(await usage.read('2026-03-02', null)).toBe(500);
  });

  it('keeps counting in the same store after a restart', async () => {
    const usage = createMemoryUsageStore();
    await setUp([spend(300)], { dailyTokens: 400 }, usage).ask();
    expect(await setUp([spend(300)], { dailyTokens: 400 }, usage).ask()).toMatchObject({
      reason: 'over-budget',
    });
  });

  it('makes no call that it cannot count, and loses no reply that it cannot book', async () => {
    const memory = createMemoryUsageStore();
    let isFull = true;
    const usage: UsageStore = {
      ...memory,
      add: async (...counted) => {
        if (isFull) throw new Error('disk full: /secret/path');
        return memory.add(...counted);
      },
    };
    const { ask, service } = setUp([['好', { wait: 1 }]], {}, usage);
    expect(await ask()).toMatchObject({ reason: 'unavailable' });
    expect(service.calls).toHaveLength(0);
    isFull = false;
    const reply = ask();
    await new Promise((resolve) => setImmediate(resolve));
    isFull = true;
    expect(await reply).toEqual({ text: '好' });
  });
});
