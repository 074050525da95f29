import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { UsageStore } from '../../src/models/ports/usage-store.ts';

const DAY = '2026-03-01';

/** What every usage store does. `open` gives an empty one. */
export function describeUsageStore(name: string, open: () => Promise<UsageStore>): void {
  describe(`usage store: ${name}`, () => {
    let store: UsageStore;
    beforeEach(async () => {
      store = await open();
    });
    afterEach(async () => {
      await store.close();
    });

    it('counts nothing at first', async () => {
      expect(await store.read(DAY, null)).toBe(0);
      expect(await store.read(DAY, 'a')).toBe(0);
    });

    it('counts by day and payer and tells the totals', async () => {
      expect(await store.add(DAY, 'a', 10)).toEqual({ payer: 10, everyone: 10 });
      expect(await store.add(DAY, 'b', 5)).toEqual({ payer: 5, everyone: 15 });
      expect(await store.add('2026-03-02', 'a', 7)).toEqual({ payer: 7, everyone: 7 });
      expect(await store.add(DAY, 'a', -4)).toEqual({ payer: 6, everyone: 11 });
      expect(await store.read(DAY, 'a')).toBe(6);
      expect(await store.read(DAY, 'b')).toBe(5);
      expect(await store.read(DAY, null)).toBe(11);
    });

    it('loses nothing that is added at the same time', async () => {
      await Promise.all(Array.from({ length: 100 }, (_, n) => store.add(DAY, `payer-${n % 3}`, 1)));
      expect(await store.read(DAY, null)).toBe(100);
      expect(await store.read(DAY, 'payer-0')).toBe(34);
    });

    it.each(['', '密钥', 'null', 'x'.repeat(5000), '\u0000', '2026-03-01'])(
      'takes any payer',
      async (payer) => {
        await store.add(DAY, payer, 3);
        expect([await store.read(DAY, payer), await store.read(DAY, null)]).toEqual([3, 3]);
      },
    );
  });
}
