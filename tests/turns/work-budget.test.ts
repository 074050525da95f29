import { describe, expect, it } from 'vitest';
import { WorkExceededError } from '../../src/domain/errors/work-exceeded-error.ts';
import { countWork, isWorkOver, limitWork, measureWork, restFromWork } from '../../src/turns/work-budget.ts';

describe('a limit of work', () => {
  it('ends the work at the step that is over it', async () => {
    let done = 0;
    const work = limitWork({ steps: 10 }, async () => {
      for (;;) {
        countWork(3);
        done += 3;
      }
    });
    await expect(work).rejects.toBeInstanceOf(WorkExceededError);
    expect(done).toBe(9);
  });

  it('counts what is spent within another one for both', async () => {
    const inner = () => limitWork({ steps: 8 }, async () => countWork(6));
    await expect(limitWork({ steps: 10 }, async () => [await inner(), await inner()])).rejects.toBeInstanceOf(
      WorkExceededError,
    );
    const { steps } = await measureWork(inner);
    expect(steps).toBe(6);
  });

  it('is remembered as overstepped where the error was caught', async () => {
    const isOver = await limitWork({ steps: 1 }, async () => {
      expect(isWorkOver()).toBe(false);
      expect(() => countWork(2)).toThrow(WorkExceededError);
      return isWorkOver();
    });
    expect(isOver).toBe(true);
  });

  it('binds nobody beside it', async () => {
    const spend = async () => {
      await restFromWork();
      countWork(6);
    };
    await Promise.all([limitWork({ steps: 10 }, spend), limitWork({ steps: 10 }, spend)]);
    countWork(1_000_000);
  });

  it('lets time limits come through at a rest', async () => {
    const controller = new AbortController();
    const work = limitWork({ steps: 1_000, signal: controller.signal }, async () => {
      for (;;) await restFromWork();
    });
    setTimeout(() => controller.abort(new Error('time is over')), 5);
    await expect(work).rejects.toThrow('time is over');
  });
});
