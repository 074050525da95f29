import { expect, it } from 'vitest';
import { subject } from '../../bench/fuzz/disk/stores.ts';

it('whatever happens to its files, a store ends no process and loses nothing unsaid', async () => {
  const { tried, survived, failures } = await subject.run({ stride: 23, offset: 5 });
  expect(failures).toEqual([]);
  expect(survived).toBe(tried);
  expect(tried).toBeGreaterThan(20);
}, 120_000);
