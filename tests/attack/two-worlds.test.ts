import { readdirSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { beforeAll, describe, expect, it } from 'vitest';
import { compareSplit } from '../../bench/fuzz/worlds/compare-split.ts';
import { compareWorlds } from '../../bench/fuzz/worlds/compare-worlds.ts';
import { readSplitDocuments, type SplitDocument } from '../../bench/fuzz/worlds/document-split.ts';
import { FIXED_EMBEDDERS } from '../../bench/fuzz/worlds/fixed-embedder.ts';
import type { World } from '../../bench/fuzz/worlds/start-world.ts';
import { type QualityCase, readQualityCases } from '../../bench/quality/quality-case.ts';
import { atDepth } from '../support/depth.ts';

/*
 * A sample of `npm run fuzz:worlds`, which asks every question of tests/quality and 400 words: a key that sees a part of the
 * documents is answered as by an index that never held the others.
 */
const QUALITY = fileURLToPath(new URL('../quality/', import.meta.url));
const EVERY = atDepth(240, 120);

let documents: SplitDocument[];
let cases: QualityCase[];
beforeAll(async () => {
  documents = await readSplitDocuments();
  const files = readdirSync(QUALITY).filter((name) => name.endsWith('.jsonl'));
  const all = (await Promise.all(files.sort().map((name) => readQualityCases(`${QUALITY}${name}`)))).flat();
  cases = all.filter((_, i) => i % EVERY === 0);
});

describe('an index with hidden documents and one that never held them', () => {
  it('answer a restricted key alike', async () => {
    const compared = await compareSplit({
      documents,
      seed: 7,
      share: 0.5,
      cases,
      words: 10,
      units: 8,
    });
    expect(compared.differences).toEqual([]);
    expect(Math.min(compared.visible, compared.hidden)).toBeGreaterThan(10);
    expect(compared.succeeded).toBeGreaterThan(150);
  }, 600_000);

  it('do so with vectors of a model from elsewhere, and where little is visible', async () => {
    const compared = await compareSplit({
      documents: documents.filter((_, i) => i % atDepth(2, 1) === 0),
      seed: 8,
      share: 0.15,
      cases: cases.filter((_, i) => i % 3 === 0),
      words: 6,
      units: 4,
      embedders: FIXED_EMBEDDERS,
    });
    expect(compared.differences).toEqual([]);
    expect(compared.succeeded).toBeGreaterThan(40);
  }, 600_000);
});

describe('the comparison', () => {
  const worldOf = (text: string): World => ({
    send: async () => ({ status: 200, type: 'application/json', text }),
    close: async () => {},
  });
  const ask = { surface: 'chat', label: 'a', run: async (world: World) => [await world.send('/')] };
  const compare = async (one: string, other: string) =>
    (await compareWorlds([worldOf(one), worldOf(other)], [ask])).differences.length;

  it('finds what differs, and passes over ids, times and versions', async () => {
    expect(await compare('{"score":0.5}', '{"score":0.50001}')).toBe(1);
    const told = (digit: number) =>
      `{"messageId":"${`${digit}`.repeat(8)}-aaaa-4aaa-8aaa-aaaaaaaaaaaa","indexVersion":"g00000${digit}-20260101T000000Z-abcdef","totalMs":${digit}}`;
    expect(await compare(told(1), told(2))).toBe(0);
  });
});
