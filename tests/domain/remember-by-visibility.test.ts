import { describe, expect, it } from 'vitest';
import { rememberByVisibility } from '../../src/domain/remember-by-visibility.ts';

const see = (...documentIds: string[]) => ({ documentIds: new Set(documentIds) });

describe('rememberByVisibility', () => {
  it('makes once for the same documents, in whatever order and object', () => {
    const remember = rememberByVisibility<object>(4);
    const made = remember(see('a', 'b'), () => ({}));
    expect(remember(see('b', 'a'), () => ({}))).toBe(made);
    expect(remember(see('a'), () => ({}))).not.toBe(made);
    expect(remember(see('a,b'), () => ({}))).not.toBe(made);
    expect(remember('all', () => ({}))).not.toBe(made);
  });

  it('keeps the sets that were asked for last, and everything for ever', () => {
    const remember = rememberByVisibility<number>(2);
    let made = 0;
    const ask = (visibility: Parameters<typeof remember>[0]) => remember(visibility, () => ++made);
    expect(['all' as const, see('a'), see('b'), see('a'), see('c')].map(ask)).toEqual([1, 2, 3, 2, 4]);
    expect([see('a'), see('c'), see('b'), 'all' as const].map(ask)).toEqual([2, 4, 5, 1]);
  });

  it('forgets a promise that fails', async () => {
    const remember = rememberByVisibility<Promise<number>>(2);
    await expect(remember(see('a'), () => Promise.reject(new Error('no')))).rejects.toThrow('no');
    expect(await remember(see('a'), async () => 1)).toBe(1);
    expect(await remember(see('a'), async () => 2)).toBe(1);
  });
});
