import { existsSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { EXACT_SEARCH_LIMIT } from '../../src/clause-index/adapters/embedded/vectors/embedded-vector-index.ts';
import { readLateManifest } from '../../src/clause-index/adapters/embedded/vectors/late/late-manifest.ts';
import { writeBeside } from '../../src/clause-index/adapters/embedded/vectors/late/write-beside.ts';
import { DISK_FILES } from '../../src/storage/files/disk-files.ts';

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'tiaowen-late-'));
});
afterEach(() => rmSync(folder, { recursive: true }));

/** So many passages, one a clause, on a circle. */
function makeLate(count: number) {
  const values = new Float32Array(2 * count);
  for (let i = 0; i < count; i++) values.set([Math.cos(i), Math.sin(i)], 2 * i);
  return {
    embedderId: 'round-2',
    dimension: 2,
    clauseOf: Uint32Array.from({ length: count }, (_, i) => i),
    values,
  };
}

it.each([
  ['few', 3],
  ['too many to compare each time, written in a thread of its own', EXACT_SEARCH_LIMIT + 1],
])('vectors are written whole: %s', async (_title, count) => {
  await writeBeside(DISK_FILES, join(folder, 'late-vectors'), makeLate(count));
  const manifest = await readLateManifest(DISK_FILES, join(folder, 'late-vectors'));
  expect(manifest).toMatchObject({ embedderId: 'round-2', dimension: 2, passages: count });
  // Without hnswlib there is no graph, and every search compares all.
  expect(manifest?.files.graph !== null).toBe(existsSync(join(folder, 'late-vectors/hnsw.bin')));
});

it('a thread that cannot write says why', async () => {
  const whole = makeLate(EXACT_SEARCH_LIMIT + 1);
  await expect(writeBeside(DISK_FILES, '/dev/null/none', whole)).rejects.toThrow();
});
