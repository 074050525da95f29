import { describe, expect, it } from 'vitest';
import { OverloadedError } from '../../src/domain/errors/overloaded-error.ts';
import { createWorkTurns } from '../../src/turns/work-turns.ts';

/** Work that ends when told. */
function held() {
  let end = () => {};
  const promise = new Promise<void>((resolve) => {
    end = resolve;
  });
  return { work: () => promise, end };
}

const settle = () => new Promise((resolve) => setTimeout(resolve));

describe('turns at the thread', () => {
  it('works on four at once, lets the next begin when one ends, and refuses what is too much before it begins', async () => {
    const turns = createWorkTurns({ maxWaiting: 2, maxWaitingPerPayer: 2 });
    const works = Array.from({ length: 6 }, held);
    const begun: number[] = [];
    const runs = works.map(({ work }, index) =>
      turns.run('p', () => {
        begun.push(index);
        return work();
      }),
    );
    await settle();
    expect(begun).toEqual([0, 1, 2, 3]);
    let isBegun = false;
    const refused = turns.run('p', async () => {
      isBegun = true;
    });
    await expect(refused).rejects.toThrow(OverloadedError);
    expect(isBegun).toBe(false);
    works[1]!.end();
    await settle();
    expect(begun).toEqual([0, 1, 2, 3, 4]);
    for (const { end } of works) end();
    await Promise.all(runs);
    expect(turns).toMatchObject({ working: 0, waiting: 0 });
  });

  it('one payer cannot fill the waiting room', async () => {
    const turns = createWorkTurns({ maxWaiting: 4, maxWaitingPerPayer: 2 });
    const works = Array.from({ length: 6 }, held);
    const runs = works.map(({ work }) => turns.run('many', work));
    await settle();
    await expect(turns.run('many', async () => 1)).rejects.toThrow(OverloadedError);
    const other = turns.run('other', async () => 2);
    for (const { end } of works) end();
    expect(await other).toBe(2);
    await Promise.all(runs);
  });

  it('a failure gives the turn back, and passing it on twice gives back one', async () => {
    const turns = createWorkTurns({ maxWaiting: 1, maxWaitingPerPayer: 1 });
    await expect(turns.run('p', () => Promise.reject(new Error('x')))).rejects.toThrow('x');
    const inside: number[] = [];
    await turns.run('p', async () => {
      inside.push(turns.working);
      await settle();
      turns.pass();
      turns.pass();
      inside.push(turns.working);
    });
    expect(inside).toEqual([1, 0]);
    expect(turns.working).toBe(0);
    expect(() => turns.pass()).not.toThrow();
  });

  it('whoever leaves while waiting is forgotten', async () => {
    const turns = createWorkTurns({ maxWaiting: 1, maxWaitingPerPayer: 1 });
    const works = Array.from({ length: 4 }, held);
    const runs = works.map(({ work }) => turns.run('p', work));
    await settle();
    const leaving = new AbortController();
    const waiting = turns.run('p', async () => 1, { signal: leaving.signal });
    leaving.abort(new Error('left'));
    await expect(waiting).rejects.toThrow('left');
    expect(turns.waiting).toBe(0);
    for (const { end } of works) end();
    await Promise.all(runs);
  });
});
