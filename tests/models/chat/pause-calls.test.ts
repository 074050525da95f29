import { describe, expect, it } from 'vitest';
import type { ModelFailure } from '../../../src/domain/errors/model-error.ts';
import type { ChatModel } from '../../../src/models/ports/chat-model.ts';
import { pauseCalls } from '../../../src/models/resilience/pause-calls.ts';
import {
  createRequest,
  createScriptedModel,
  readReply,
  type ScriptedModel,
  type Step,
} from './scripted-model.ts';

const BAD: readonly Step[] = [{ fail: 'unavailable' }];
const GOOD: readonly Step[] = ['好'];

function setUp(scripts: readonly (readonly Step[])[]) {
  const time = { now: 0 };
  const changes: boolean[] = [];
  const service = createScriptedModel(scripts);
  const model = pauseCalls(service, {
    now: () => time.now,
    onChange: (isPaused) => changes.push(isPaused),
  });
  return { time, changes, service, model };
}

async function call(model: ChatModel, times = 1): Promise<(ModelFailure | 'fine')[]> {
  const results: (ModelFailure | 'fine')[] = [];
  for (let n = 0; n < times; n++) {
    results.push((await readReply(model.stream(createRequest()))).reason ?? 'fine');
  }
  return results;
}

function begin(model: ChatModel, service: ScriptedModel, signal?: AbortSignal) {
  const reply = model.stream(createRequest({ signal }))[Symbol.asyncIterator]();
  const first = reply.next().catch((error: unknown) => error);
  expect(service.running).toBe(1);
  return { reply, first };
}

describe('pauseCalls', () => {
  it('makes no call after five failures in a row, for 30 s', async () => {
    const { model, service, time, changes } = setUp([BAD]);
    expect(await call(model, 5)).toEqual(Array(5).fill('unavailable'));
    expect(await call(model, 3)).toEqual(Array(3).fill('paused'));
    time.now = 29_999;
    expect(await call(model)).toEqual(['paused']);
    expect(service.calls).toHaveLength(5);
    expect(changes).toEqual([true]);
  });

  it('then tries one call, and pauses again when it fails', async () => {
    const { model, service, time, changes } = setUp([BAD]);
    await call(model, 5);
    time.now = 30_000;
    expect(await call(model, 2)).toEqual(['unavailable', 'paused']);
    time.now = 59_999;
    expect(await call(model)).toEqual(['paused']);
    time.now = 60_000;
    expect(await call(model, 2)).toEqual(['unavailable', 'paused']);
    expect(service.calls).toHaveLength(7);
    expect(changes).toEqual([true]);
  });

  it('is over when the trial succeeds, and counts from zero', async () => {
    const { model, time, changes } = setUp([...Array(5).fill(BAD), GOOD, ...Array(4).fill(BAD), GOOD]);
    await call(model, 5);
    time.now = 30_000;
    expect(await call(model, 6)).toEqual(['fine', ...Array(4).fill('unavailable'), 'fine']);
    expect(changes).toEqual([true, false]);
  });

  it('lets only one call through while the trial runs, and another when the trial is left', async () => {
    const { model, service, time } = setUp([...Array(5).fill(BAD), ['hang'], ['hang'], GOOD]);
    await call(model, 5);
    time.now = 30_000;
    const leaving = new AbortController();
    const trial = begin(model, service, leaving.signal);
    expect(await call(model, 2)).toEqual(['paused', 'paused']);
    leaving.abort(new Error('left'));
    expect(await trial.first).toEqual(new Error('left'));
    const again = new AbortController();
    const second = begin(model, service, again.signal);
    again.abort(new Error('left'));
    await second.first;
    expect(await call(model)).toEqual(['fine']);
  });

  it('takes a trial that is left after a piece for a success', async () => {
    const { model, time } = setUp([...Array(5).fill(BAD), ['好', 'hang'], GOOD]);
    await call(model, 5);
    time.now = 30_000;
    for await (const _ of model.stream(createRequest())) break;
    expect(await call(model)).toEqual(['fine']);
  });

  it('is not ended or begun by calls from before the pause', async () => {
    const { model, service, time } = setUp([['hang'], BAD]);
    const early = new AbortController();
    const late = begin(model, service, early.signal);
    await call(model, 5);
    early.abort();
    await late.first;
    expect(await call(model)).toEqual(['paused']);
    time.now = 30_000;
    expect(await call(model)).toEqual(['unavailable']);
  });

  it.each<[string, Step, boolean]>([
    ['unavailable', { fail: 'unavailable' }, true],
    ['timeout', { fail: 'timeout' }, true],
    ['silent', { fail: 'silent' }, true],
    ['cut', { fail: 'cut' }, true],
    ['rejected, 401', { fail: 'rejected', status: 401 }, true],
    ['rejected, 403', { fail: 'rejected', status: 403 }, true],
    ['rejected, 400', { fail: 'rejected', status: 400 }, false],
    ['rate-limited', { fail: 'rate-limited', status: 429 }, false],
    ['endless', { fail: 'endless' }, false],
    ['unusable', { fail: 'unusable' }, false],
  ])('%s counts: %s', async (_title, step, counts) => {
    const { model } = setUp([[step]]);
    expect((await call(model, 6)).includes('paused')).toBe(counts);
  });

  it('a success or another answer in between begins the count anew', async () => {
    const four = Array(4).fill(BAD);
    const { model, changes } = setUp([...four, GOOD, ...four, [{ fail: 'rate-limited' }], ...four, GOOD]);
    await call(model, 15);
    expect(changes).toEqual([]);
  });
});
