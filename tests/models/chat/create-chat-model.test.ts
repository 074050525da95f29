import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeAll, beforeEach, describe, expect, it, vi } from 'vitest';
import { dayInChina } from '../../../src/domain/day-in-china.ts';
import { openSqliteUsageStore } from '../../../src/models/adapters/embedded/sqlite-usage-store.ts';
import { createMemoryUsageStore } from '../../../src/models/adapters/memory/memory-usage-store.ts';
import {
  type ChatModelDependencies,
  type ChatModelSettings,
  createChatModel,
  preloadChatModel,
} from '../../../src/models/create-chat-model.ts';
import type { ChatModel } from '../../../src/models/ports/chat-model.ts';
import {
  type Behaviour,
  type FakeOpenAiService,
  startFakeOpenAiService,
} from '../../support/fake-openai-service.ts';
import { PATIENCE } from '../../support/patience.ts';
import { createRequest, readReply } from './scripted-model.ts';

beforeAll(preloadChatModel);
let service: FakeOpenAiService;
beforeEach(async () => {
  service = await startFakeOpenAiService();
});
afterEach(async () => {
  await service.close();
});

const connect = (settings: Partial<ChatModelSettings> = {}, needs: ChatModelDependencies = {}) =>
  createChatModel({ apiKey: 'sk-planted', model: 'm', baseUrl: service.baseUrl, ...settings }, needs);
const ask = (model: ChatModel, payer = 'a', signal?: AbortSignal) =>
  readReply(model.stream(createRequest({ payer, signal })));
const GOOD: Behaviour = { kind: 'text', text: '好的。' };

describe('createChatModel', () => {
  it('streams a reply without pieces that hold nothing', async () => {
    service.setReply({ kind: 'text', text: '{"a":1}', reasoning: '想一想' });
    const pieces: string[] = [];
    for await (const { text, usage } of connect().stream(createRequest())) if (!usage) pieces.push(text);
    expect(pieces).toEqual(['{"a"', ':1}']);
  });

  it.each<[string, readonly Behaviour[], number, object]>([
    ['503, then good', [{ kind: 'status', status: 503, retryAfter: '0' }, GOOD], 2, { text: '好的。' }],
    [
      '429 with a short wait',
      [{ kind: 'status', status: 429, retryAfter: '0.05' }, GOOD],
      2,
      { text: '好的。' },
    ],
    [
      '429 with a wait too long',
      [{ kind: 'status', status: 429, retryAfter: '60' }, GOOD],
      1,
      { reason: 'rate-limited' },
    ],
    [
      '429 until a date too far',
      [{ kind: 'status', status: 429, retryAfter: 'Fri, 01 Jan 2100 00:00:00 GMT' }, GOOD],
      1,
      { reason: 'rate-limited' },
    ],
    ['cut before the first piece', [{ kind: 'cut', text: '好', after: 0 }, GOOD], 2, { text: '好的。' }],
    [
      'cut after the first piece',
      [{ kind: 'cut', text: '第一条', after: 2 }, GOOD],
      1,
      { text: '第一', reason: 'cut' },
    ],
    ['no headers', [{ kind: 'hang' }], 1, { text: '', reason: 'timeout' }],
    ['headers and nothing', [{ kind: 'silence' }], 1, { text: '', reason: 'timeout' }],
    [
      'a reply that stops coming',
      [{ kind: 'stall', text: '第一条', after: 2 }],
      1,
      { text: '第一', reason: 'silent' },
    ],
    [
      'a reply too slow as a whole',
      [{ kind: 'text', text: '慢'.repeat(400), delayMs: 20 }],
      1,
      { reason: 'timeout' },
    ],
    ['a reply without text', [{ kind: 'empty' }], 1, { reason: 'unusable' }],
  ])('%s', async (_title, reply, requests, expected) => {
    service.setReply(reply);
    expect(await ask(connect({ timeoutMs: 1000 }, { random: () => 1 }))).toMatchObject(expected);
    expect(service.chats).toHaveLength(requests);
    await Promise.all(service.chats.map(({ over }) => over));
    expect(service.running.now).toBe(0);
  });

  it('ends a reply without end by its length, long before its time is over', async () => {
    service.setReply({ kind: 'endless', text: '没完没了' });
    expect(await ask(connect({ timeoutMs: 20_000 }))).toMatchObject({ reason: 'endless' });
    expect(service.chats).toHaveLength(1);
    await service.chats[0]!.over;
    expect(service.running.now).toBe(0);
  });

  it('pauses after five failed calls, without asking the service, and says so', async () => {
    const changes: boolean[] = [];
    const model = connect({}, { onPause: (isPaused) => changes.push(isPaused) });
    service.setReply({ kind: 'status', status: 401 });
    for (let n = 0; n < 5; n++) expect((await ask(model)).reason).toBe('rejected');
    expect((await ask(model)).reason).toBe('paused');
    expect(service.chats).toHaveLength(5);
    expect(changes).toEqual([true]);
  });

  it('keeps to its number of calls at once; payers take turns', async () => {
    service.setReply({ kind: 'text', text: '好', firstDelayMs: 10 });
    const order: string[] = [];
    const model = connect({ maxConcurrent: 2 });
    const all = ['a', 'a', 'a', 'a', 'a', 'a', 'b'].map(async (payer) => {
      const outcome = await ask(model, payer);
      order.push(payer);
      return outcome.text;
    });
    expect(await Promise.all(all)).toEqual(Array(7).fill('好'));
    expect(service.running.most).toBe(2);
    expect(order.indexOf('b')).toBeLessThanOrEqual(4);
  });

  it('a wait that is too long is busy, and has cost nothing', async () => {
    service.setReply({ kind: 'silence' });
    const usage = createMemoryUsageStore();
    const model = connect({ maxConcurrent: 1, maxWaitMs: 30 }, { usage });
    const leaving = new AbortController();
    const first = ask(model, 'a', leaving.signal);
    await vi.waitFor(() => expect(service.chats).toHaveLength(1), PATIENCE);
    expect((await ask(model, 'b')).reason).toBe('busy');
    expect(await usage.read(dayInChina(Date.now()), 'b')).toBe(0);
    leaving.abort();
    await first;
    service.setReply(GOOD);
    expect((await ask(model, 'b')).text).toBe('好的。');
  });

  it('frees its places however replies end', async () => {
    const replies: readonly Behaviour[] = [
      GOOD,
      { kind: 'cut', text: '第一条', after: 2 },
      { kind: 'status', status: 400 },
      { kind: 'stall', text: '第一条', after: 2 },
    ];
    const model = connect({ maxConcurrent: 1, timeoutMs: 600, maxWaitMs: 50 });
    // The service sees a closed connection a moment later.
    const settle = () => Promise.all(service.chats.map(({ over }) => over));
    for (const reply of replies) {
      service.setReply(reply);
      await ask(model);
      await settle();
      const left = model.stream(createRequest())[Symbol.asyncIterator]();
      await left.next().catch(() => {});
      await left.return!();
      await settle();
    }
    service.setReply(GOOD);
    expect((await ask(model)).text).toBe('好的。');
    expect(service.running.most).toBe(1);
  });

  it("ends with the caller's signal at every moment, and closes the connection", async () => {
    const model = connect({ maxConcurrent: 1 });
    service.setReply({ kind: 'stall', text: '第一条', after: 2 });
    const leaving = new AbortController();
    const running = ask(model, 'a', leaving.signal);
    await vi.waitFor(() => expect(service.chats).toHaveLength(1), PATIENCE);
    const waiting = ask(model, 'b', leaving.signal);
    setTimeout(() => leaving.abort(new Error('left')), 50);
    expect((await running).error).toEqual(new Error('left'));
    expect((await waiting).error).toEqual(new Error('left'));
    await service.chats[0]!.over;
    expect(service.chats[0]!.isClosedEarly).toBe(true);
    expect(service.chats).toHaveLength(1);
  });

  it('keeps budgets across a restart, until the day in China is over', async () => {
    const dataDir = mkdtempSync(join(tmpdir(), 'tiaowen-budget-'));
    const time = { now: Date.parse('2026-03-01T23:00:00+08:00') };
    service.setReply({ ...GOOD, usage: { inputTokens: 400, outputTokens: 100 } } as Behaviour);
    const settings = { dailyTokens: 1400, dailyTokensPerKey: 700 };
    const begin = () => {
      const usage = openSqliteUsageStore({ dataDir });
      return { usage, model: connect(settings, { usage, now: () => time.now }) };
    };
    try {
      const first = begin();
      expect((await ask(first.model, 'a')).text).toBe('好的。');
      expect((await ask(first.model, 'b')).text).toBe('好的。');
      await first.usage.close();
      const second = begin();
      expect((await ask(second.model, 'a')).text).toBe('好的。');
      expect((await ask(second.model, 'a')).reason).toBe('over-budget');
      expect((await ask(second.model, 'c')).reason).toBe('over-budget');
      expect(service.chats).toHaveLength(3);
      time.now += 3_600_000;
      expect((await ask(second.model, 'a')).text).toBe('好的。');
      await second.usage.close();
    } finally {
      rmSync(dataDir, { recursive: true });
    }
  });

  it('refuses a budget that has nowhere to count', () => {
    expect(() => connect({ dailyTokens: 5 })).toThrow(RangeError);
    expect(() => connect({ dailyTokensPerKey: 0 })).toThrow(RangeError);
  });
});
