import { execFile } from 'node:child_process';
import { existsSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { open } from 'lmdb';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { ConfigError } from '../../src/domain/errors/config-error.ts';
import { createLmdbVectorCache } from '../../src/models/adapters/embedded/lmdb-vector-cache.ts';
import type { VectorCache } from '../../src/models/ports/vector-cache.ts';
import { describeVectorCache } from './vector-cache.contract.ts';

describeVectorCache('lmdb', async () => {
  const ownDir = mkdtempSync(join(tmpdir(), 'tiaowen-vectors-'));
  let cache: VectorCache | undefined;
  return {
    async reopen() {
      await cache?.close();
      cache = createLmdbVectorCache({ dataDir: ownDir });
      return cache;
    },
    async dispose() {
      await cache?.close();
      rmSync(ownDir, { recursive: true });
    },
  };
});

let dataDir: string;
beforeEach(() => {
  dataDir = mkdtempSync(join(tmpdir(), 'tiaowen-vectors-'));
});
afterEach(() => {
  rmSync(dataDir, { recursive: true });
});

it('touches nothing until it is used', async () => {
  const cache = createLmdbVectorCache({ dataDir });
  await cache.close();
  expect(existsSync(join(dataDir, 'vectors'))).toBe(false);
  expect(await cache.get('m-1', ['甲'])).toEqual([null]);
  expect(existsSync(join(dataDir, 'vectors'))).toBe(true);
  await cache.close();
});

it('takes an entry that is no row of floats for missing', async () => {
  const cache = createLmdbVectorCache({ dataDir });
  await cache.put('m-1', [{ text: '甲', vector: Float32Array.of(1) }]);
  await cache.close();
  const raw = open({ path: join(dataDir, 'vectors'), encoding: 'binary' });
  for (const key of raw.getKeys()) await raw.put(key, Buffer.of(1, 2, 3));
  await raw.close();
  const again = createLmdbVectorCache({ dataDir });
  expect(await again.get('m-1', ['甲'])).toEqual([null]);
  await again.close();
});

it('names the folder when it cannot be opened', async () => {
  writeFileSync(join(dataDir, 'vectors'), 'no folder');
  const cache = createLmdbVectorCache({ dataDir });
  await expect(cache.get('m-1', ['甲'])).rejects.toThrow(ConfigError);
  await expect(cache.get('m-1', ['甲'])).rejects.toThrow(join(dataDir, 'vectors'));
  await cache.close();
});

it('several processes write at once and read each other', async () => {
  const adapter = new URL('../../src/models/adapters/embedded/lmdb-vector-cache.ts', import.meta.url).href;
  const script = `
    import { createLmdbVectorCache } from '${adapter}';
    const cache = createLmdbVectorCache({ dataDir: ${JSON.stringify(dataDir)} });
    for (let n = 0; n < 10; n++) {
      await cache.put('m-1', [{ text: process.argv[1] + n, vector: Float32Array.of(n) }]);
    }
    await cache.close();`;
  const run = (name: string) =>
    promisify(execFile)(process.execPath, ['--import', 'tsx', '--input-type=module', '-e', script, name]);
  const names = ['甲', '乙', '丙'];
  await Promise.all(names.map(run));
  const cache = createLmdbVectorCache({ dataDir });
  const texts = names.flatMap((name) => Array.from({ length: 10 }, (_, n) => `${name}${n}`));
  expect((await cache.get('m-1', texts)).map((vector) => vector?.[0])).toEqual(texts.map((_, i) => i % 10));
  await cache.close();
});
