import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { endOnReturn } from '../../../src/models/resilience/end-on-return.ts';
import { type QueueOptions, queueCalls } from '../../../src/models/resilience/queue-calls.ts';
import { createRequest, createScriptedModel, readReply, type Step } from './scripted-model.ts';

beforeEach(() => {
  vi.useFakeTimers();
});
afterEach(() => {
  vi.useRealTimers();
});

const SECOND: readonly Step[] = [{ wait: 1000 }, '好'];

function setUp(options: QueueOptions, script = SECOND) {
  const service = createScriptedModel([script]);
  const model = endOnReturn(queueCalls(service, { maxWaitMs: 1e9, ...options }));
  const ask = (payer: string, signal?: AbortSignal) =>
    readReply(model.stream(createRequest({ payer, signal })));
  const askers = () => service.calls.map(({ payer }) => payer).join('');
  const settle = () => vi.advanceTimersByTimeAsync(0);
  return { service, model, ask, askers, settle };
}

describe('queueCalls', () => {
  it('lets as many calls through at once as it is told', async () => {
    const { service, ask, settle } = setUp({ maxConcurrent: 3 });
    const all = Array.from({ length: 10 }, () => ask('a'));
    await settle();
    expect(service.running).toBe(3);
    await vi.advanceTimersByTimeAsync(1000);
    expect([service.calls.length, service.running]).toEqual([6, 3]);
    await vi.runAllTimersAsync();
    expect((await Promise.all(all)).map(({ text }) => text)).toEqual(Array(10).fill('好'));
    expect(service.running).toBe(0);
  });

  it('gives payers turns: a hundred that wait delay another payer by one turn', async () => {
    const { ask, askers } = setUp({ maxConcurrent: 1 });
    const all = Array.from({ length: 101 }, () => ask('a'));
    all.push(ask('b'), ask('c'), ask('b'));
    await vi.advanceTimersByTimeAsync(5500);
    expect(askers()).toBe('aabcab');
    await vi.runAllTimersAsync();
    expect((await Promise.all(all)).every(({ text }) => text === '好')).toBe(true);
  });

  it('is first come, first served within a payer', async () => {
    const { service, model } = setUp({ maxConcurrent: 1 });
    const all = [1, 2, 3, 4].map((n) =>
      readReply(model.stream(createRequest({ payer: 'a', maxOutputTokens: n }))),
    );
    await vi.runAllTimersAsync();
    await Promise.all(all);
    expect(service.calls.map(({ maxOutputTokens }) => maxOutputTokens)).toEqual([1, 2, 3, 4]);
  });

  it('turns away what is too much in all and for one payer', async () => {
    const { ask, settle } = setUp({ maxConcurrent: 1, maxWaiting: 5, maxWaitingPerPayer: 3 });
    const first = ask('a');
    await settle();
    const own = Array.from({ length: 4 }, () => ask('a'));
    await settle();
    expect(await own.pop()).toMatchObject({ reason: 'busy', text: '' });
    const others = [ask('b'), ask('c')];
    await settle();
    expect(await ask('d')).toMatchObject({ reason: 'busy' });
    await vi.runAllTimersAsync();
    const served = await Promise.all([first, ...own, ...others]);
    expect(served.map(({ text }) => text)).toEqual(Array(6).fill('好'));
  });

  it('does not let anyone wait too long', async () => {
    const { ask, service } = setUp({ maxConcurrent: 1, maxWaitMs: 300 });
    const first = ask('a');
    const second = ask('b');
    await vi.advanceTimersByTimeAsync(300);
    expect(await second).toMatchObject({ reason: 'busy' });
    await vi.runAllTimersAsync();
    expect((await first).text).toBe('好');
    expect(service.calls).toHaveLength(1);
  });

  it('stops waiting with the signal, without having been called', async () => {
    const { ask, service, settle } = setUp({ maxConcurrent: 1 });
    const leaving = new AbortController();
    const all = [ask('a'), ask('b', leaving.signal), ask('c')];
    await settle();
    leaving.abort(new Error('left'));
    expect((await all[1]!).error).toEqual(new Error('left'));
    await vi.runAllTimersAsync();
    await Promise.all(all);
    expect(service.calls.map(({ payer }) => payer)).toEqual(['a', 'c']);
  });

  it('stops waiting when the reader leaves while it waits', async () => {
    const { ask, model, service, settle } = setUp({ maxConcurrent: 1 });
    const first = ask('a');
    await settle();
    const reply = model.stream(createRequest({ payer: 'b' }))[Symbol.asyncIterator]();
    const pending = reply.next().catch((error: unknown) => error);
    await settle();
    await reply.return!();
    expect(await pending).toHaveProperty('name', 'AbortError');
    await vi.runAllTimersAsync();
    await first;
    expect(service.calls).toHaveLength(1);
  });

  it.each<[string, readonly Step[], (model: ReturnType<typeof setUp>['model']) => Promise<unknown>]>([
    ['ends', ['好'], (model) => readReply(model.stream(createRequest()))],
    ['fails', [{ fail: 'cut' }], (model) => readReply(model.stream(createRequest()))],
    [
      'is left by break',
      ['好', 'hang'],
      async (model) => {
        for await (const _ of model.stream(createRequest())) break;
      },
    ],
    [
      'is left by an error of the reader',
      ['好', 'hang'],
      async (model) => {
        const read = async () => {
          for await (const _ of model.stream(createRequest())) throw new Error('mine');
        };
        await read().catch(() => {});
      },
    ],
    [
      'is left while a piece is waited for',
      ['hang'],
      async (model) => {
        const reply = model.stream(createRequest())[Symbol.asyncIterator]();
        const pending = reply.next().catch(() => {});
        await vi.advanceTimersByTimeAsync(1);
        await reply.return!();
        await pending;
      },
    ],
    ['is never begun', ['好'], async (model) => void model.stream(createRequest())],
    [
      'is left before it begins',
      ['好'],
      async (model) => {
        await model.stream(createRequest())[Symbol.asyncIterator]().return!();
      },
    ],
    [
      'is ended by its signal',
      ['hang'],
      async (model) => {
        const leaving = new AbortController();
        const outcome = readReply(model.stream(createRequest({ signal: leaving.signal })));
        await vi.advanceTimersByTimeAsync(1);
        leaving.abort();
        await outcome;
      },
    ],
  ])('has its place free again when a reply %s', async (_title, script, act) => {
    const { model, service, ask } = setUp({ maxConcurrent: 1, maxWaitMs: 50 }, script);
    for (let n = 0; n < 3; n++) await act(model);
    expect(service.running).toBe(0);
    const next = ask('z');
    await vi.advanceTimersByTimeAsync(10);
    expect(service.calls.at(-1)?.payer).toBe('z');
    if (script.includes('hang')) void next;
    else await next;
  });
});
