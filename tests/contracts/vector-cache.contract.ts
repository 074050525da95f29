import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { VectorCache } from '../../src/models/ports/vector-cache.ts';

export interface VectorCacheUnderTest {
  /** Closes the cache that was open, if any, and opens it anew on the same data. */
  reopen(): Promise<VectorCache>;
  dispose(): Promise<void>;
}

/** What every VectorCache does. */
export function describeVectorCache(name: string, create: () => Promise<VectorCacheUnderTest>): void {
  describe(`VectorCache: ${name}`, () => {
    let subject: VectorCacheUnderTest;
    let cache: VectorCache;
    beforeEach(async () => {
      subject = await create();
      cache = await subject.reopen();
    });
    afterEach(async () => {
      await subject.dispose();
    });
    const entry = (text: string, ...values: number[]) => ({ text, vector: Float32Array.from(values) });

    it('gives what was put, in the order of the texts, null for the rest', async () => {
      await cache.put('m-2', [entry('甲', 0.1, -2), entry('乙', 3, 4)]);
      expect(await cache.get('m-2', ['乙', '丙', '甲', '乙'])).toEqual([
        Float32Array.of(3, 4),
        null,
        Float32Array.of(0.1, -2),
        Float32Array.of(3, 4),
      ]);
    });

    it('keeps embedders apart', async () => {
      await cache.put('m-2', [entry('甲', 1, 2)]);
      await cache.put('n-2', [entry('甲', 3, 4)]);
      expect(await cache.get('m-2', ['甲'])).toEqual([Float32Array.of(1, 2)]);
      expect(await cache.get('m', ['甲'])).toEqual([null]);
    });

    it('keeps texts apart that differ in one space, and takes empty and very long ones', async () => {
      const texts = ['', ' ', '条文', '条文 ', '长'.repeat(100_000)];
      await cache.put(
        'm-1',
        texts.map((text, i) => entry(text, i)),
      );
      expect(await cache.get('m-1', texts)).toEqual(texts.map((_, i) => Float32Array.of(i)));
    });

    it('replaces an entry', async () => {
      await cache.put('m-1', [entry('甲', 1)]);
      await cache.put('m-1', [entry('甲', 2)]);
      expect(await cache.get('m-1', ['甲'])).toEqual([Float32Array.of(2)]);
    });

    it('takes nothing and is asked for nothing', async () => {
      await cache.put('m-1', []);
      expect(await cache.get('m-1', [])).toEqual([]);
    });

    it('keeps entries over closing and opening, and may be closed twice', async () => {
      await cache.put('m-1', [entry('甲', 1)]);
      await cache.close();
      await cache.close();
      cache = await subject.reopen();
      expect(await cache.get('m-1', ['甲'])).toEqual([Float32Array.of(1)]);
    });

    it('is cleared as a whole', async () => {
      await cache.put('m-1', [entry('甲', 1), entry('乙', 2)]);
      expect(await cache.clear()).toBe(2);
      expect(await cache.get('m-1', ['甲', '乙'])).toEqual([null, null]);
    });
  });
}
