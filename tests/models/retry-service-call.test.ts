import { describe, expect, it } from 'vitest';
import { retryServiceCall } from '../../src/models/adapters/openai/retry-service-call.ts';
import { readServiceFailure } from '../../src/models/adapters/openai/service-failure.ts';

/** A clock that only pausing moves on. */
function createClock() {
  const pauses: number[] = [];
  let now = 0;
  return {
    pauses,
    now: () => now,
    pause: async (ms: number) => {
      pauses.push(ms);
      now += ms;
    },
  };
}

/** Throws the errors in turn, then succeeds. */
function failWith(...errors: unknown[]) {
  let calls = 0;
  return {
    get calls() {
      return calls;
    },
    call: async () => {
      calls++;
      const error = errors.shift();
      if (error !== undefined) throw error;
      return 'done';
    },
  };
}

const failure = (status: number, headers: Record<string, string> = {}, code?: string) =>
  Object.assign(new Error(`status ${status}`), { status, headers: new Headers(headers), code });
const LIMITS = { maxRetries: 8, totalMs: 60_000 };

describe('retryServiceCall', () => {
  it('waits as long as the service asks', async () => {
    const clock = createClock();
    const service = failWith(failure(429, { 'retry-after': '7' }), failure(503, { 'retry-after-ms': '250' }));
    expect(await retryServiceCall(service.call, LIMITS, clock)).toBe('done');
    expect(clock.pauses).toEqual([7000, 250]);
  });

  it('takes a date for a time to wait', async () => {
    const clock = createClock();
    const date = new Date(Date.now() + 20_000).toUTCString();
    await retryServiceCall(failWith(failure(429, { 'retry-after': date })).call, LIMITS, clock);
    expect(clock.pauses[0]).toBeGreaterThan(15_000);
    expect(clock.pauses[0]).toBeLessThanOrEqual(20_000);
  });

  it('waits twice as long each time where the service says nothing, also after a 429', async () => {
    const clock = createClock();
    const service = failWith(failure(429), failure(502), failure(500), failure(529));
    await retryServiceCall(service.call, LIMITS, clock);
    [500, 1000, 2000, 4000].forEach((longest, i) => {
      expect(clock.pauses[i]).toBeGreaterThanOrEqual(0.75 * longest);
      expect(clock.pauses[i]).toBeLessThanOrEqual(longest);
    });
  });

  it.each([
    ['an hour', { 'retry-after': '3600' }],
    ['more than the rest', { 'retry-after': '61' }],
  ])('gives up at once when the service asks for %s', async (_title, headers) => {
    const clock = createClock();
    const service = failWith(failure(429, headers));
    await expect(retryServiceCall(service.call, LIMITS, clock)).rejects.toThrow('status 429');
    expect([service.calls, clock.pauses]).toEqual([1, []]);
  });

  it('gives up when no time is left, or no attempt', async () => {
    const errors = Array.from({ length: 20 }, () => failure(429, { 'retry-after': '25' }));
    const slow = failWith(...errors);
    await expect(retryServiceCall(slow.call, LIMITS, createClock())).rejects.toThrow();
    expect(slow.calls).toBe(3);
    const few = failWith(...errors);
    await expect(retryServiceCall(few.call, { ...LIMITS, maxRetries: 1 }, createClock())).rejects.toThrow();
    expect(few.calls).toBe(2);
  });

  it.each([
    ['400', failure(400)],
    ['401', failure(401)],
    ['404', failure(404)],
    ['a spent account', failure(429, { 'retry-after': '1' }, 'insufficient_quota')],
    [
      'a text that is too long',
      new Error('too long', { cause: failure(400, {}, 'context_length_exceeded') }),
    ],
    ['a reply without vectors', new TypeError("Cannot read properties of undefined (reading 'embedding')")],
    ['a reply that is no JSON', new SyntaxError('Unexpected token')],
  ])('does not try again after %s', async (_title, error) => {
    const service = failWith(error);
    await expect(retryServiceCall(service.call, LIMITS, createClock())).rejects.toBe(error);
    expect(service.calls).toBe(1);
  });
});

describe('readServiceFailure', () => {
  const refused = new Error('Connection error.', {
    cause: new TypeError('fetch failed', {
      cause: Object.assign(new Error('connect'), { code: 'ECONNREFUSED' }),
    }),
  });

  it.each([
    [failure(429), 'rate-limited', 'HTTP 429', true],
    [failure(503), 'unavailable', 'HTTP 503', true],
    [failure(401), 'rejected', 'OPENAI_API_KEY', false],
    [failure(404), 'rejected', 'OPENAI_BASE_URL', false],
    [failure(429, {}, 'insufficient_quota'), 'rejected', '额度', false],
    [Object.assign(new Error('late'), { name: 'TimeoutError' }), 'timeout', '超时', true],
    [refused, 'unavailable', 'ECONNREFUSED', true],
    [new SyntaxError('Unexpected token <'), 'unusable', '应答无法读取', false],
    ['thrown text', 'unusable', '', false],
  ] as const)('%s → %s', (error, reason, explanation, isPassing) => {
    expect(readServiceFailure(error)).toMatchObject({
      reason,
      explanation: expect.stringContaining(explanation),
      isPassing,
    });
  });
});
