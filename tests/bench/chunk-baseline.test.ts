import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { cutChunks, judgeChunkBaseline } from '../../bench/quality/chunk-baseline.ts';
import { QualityCase } from '../../bench/quality/quality-case.ts';

describe('blind chunks', () => {
  it('cuts without looking and loses nothing', () => {
    expect(cutChunks('一二三四五', 2)).toEqual(['一二', '三四', '五']);
    expect(cutChunks('', 2)).toEqual([]);
  });

  describe('over a document', () => {
    let folder = '';
    const split = '沿河步道照明由县住建局负责';
    beforeAll(async () => {
      folder = await mkdtemp(path.join(tmpdir(), 'tiaowen-chunks-'));
      const filler = '全县各项工作有序推进并按月通报情况。'.repeat(60);
      const text = `渔港码头清淤由县水利局负责。${filler}`.slice(0, 495) + split;
      await writeFile(path.join(folder, 'plan.txt'), text);
    });
    afterAll(() => rm(folder, { recursive: true, force: true }));

    const judge = (cite: readonly string[], question: string, mode: 'all' | 'any' = 'all') =>
      judgeChunkBaseline(
        [
          QualityCase.parse({
            id: 'x',
            kind: 'who',
            turns: [question],
            cite: cite.map((quote) => ({ doc: 'plan', quote })),
            cite_mode: mode,
            refuse: cite.length === 0,
          }),
        ],
        [path.join(folder, 'plan.txt')],
      );

    it('finds what one piece holds', async () => {
      expect(await judge(['渔港码头清淤'], '渔港码头清淤谁负责')).toEqual([true]);
    });

    it('misses what a cut runs through, unless another place will do', async () => {
      expect(await judge([split], '沿河步道照明谁负责')).toEqual([false]);
      expect(await judge([split, '渔港码头清淤'], '渔港码头清淤 沿河步道照明', 'any')).toEqual([true]);
    });

    it('does not judge a case that has nothing to find', async () => {
      expect(await judge([], '火星车')).toEqual([null]);
    });
  });
});
