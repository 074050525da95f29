import { execFile } from 'node:child_process';
import { existsSync, mkdtempSync, rmSync, truncateSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { DatabaseSync } from '@photostructure/sqlite';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { ConfigError } from '../../src/domain/errors/config-error.ts';
import { openSqliteVectorCache } from '../../src/models/adapters/embedded/sqlite-vector-cache.ts';
import type { VectorCache } from '../../src/models/ports/vector-cache.ts';
import { describeVectorCache } from './vector-cache.contract.ts';

describeVectorCache('sqlite', async () => {
  const ownDir = mkdtempSync(join(tmpdir(), 'tiaowen-vectors-'));
  let cache: VectorCache | undefined;
  return {
    async reopen() {
      await cache?.close();
      cache = openSqliteVectorCache({ dataDir: ownDir });
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

it('touches nothing until something is kept', async () => {
  const cache = openSqliteVectorCache({ dataDir });
  await cache.close();
  expect(existsSync(join(dataDir, 'stores'))).toBe(false);
  expect(await cache.get('m-1', ['甲'])).toEqual([null]);
  expect(existsSync(join(dataDir, 'stores'))).toBe(false);
  await cache.put('m-1', [{ text: '甲', vector: Float32Array.of(1) }]);
  expect(existsSync(join(dataDir, 'stores'))).toBe(true);
  await cache.close();
});

it('takes an entry that is no row of floats for missing', async () => {
  const cache = openSqliteVectorCache({ dataDir });
  await cache.put('m-1', [{ text: '甲', vector: Float32Array.of(1) }]);
  await cache.close();
  const raw = new DatabaseSync(join(dataDir, 'stores', 'vectors.sqlite'));
  raw.exec("UPDATE vectors SET vector = x'010203'");
  raw.close();
  const again = openSqliteVectorCache({ dataDir });
  expect(await again.get('m-1', ['甲'])).toEqual([null]);
  await again.close();
});

it('names the file when it cannot be opened', async () => {
  writeFileSync(join(dataDir, 'stores'), 'no folder');
  const cache = openSqliteVectorCache({ dataDir });
  await expect(cache.get('m-1', ['甲'])).rejects.toThrow(ConfigError);
  await expect(cache.get('m-1', ['甲'])).rejects.toThrow(join(dataDir, 'stores', 'vectors.sqlite'));
  await cache.close();
});

it('begins anew where the file is damaged or gone', async () => {
  const file = join(dataDir, 'stores', 'vectors.sqlite');
  for (const harm of [() => truncateSync(file, 100), () => rmSync(file)]) {
    const cache = openSqliteVectorCache({ dataDir });
    await cache.put('m-1', [{ text: '甲', vector: Float32Array.of(1) }]);
    await cache.close();
    harm();
    const again = openSqliteVectorCache({ dataDir });
    expect(await again.get('m-1', ['甲'])).toEqual([null]);
    await again.put('m-1', [{ text: '甲', vector: Float32Array.of(2) }]);
    expect(await again.get('m-1', ['甲'])).toEqual([Float32Array.of(2)]);
    await again.close();
  }
});

it('several processes write at once and read each other', async () => {
  const adapter = new URL('../../src/models/adapters/embedded/sqlite-vector-cache.ts', import.meta.url).href;
  const script = `
    import { openSqliteVectorCache } from '${adapter}';
    const cache = openSqliteVectorCache({ dataDir: ${JSON.stringify(dataDir)} });
    for (let n = 0; n < 10; n++) {
      await cache.put('m-1', [{ text: process.argv[1] + n, vector: Float32Array.of(n) }]);
    }
    await cache.close();`;
  const run = (name: string) =>
    promisify(execFile)(process.execPath, ['--import', 'tsx', '--input-type=module', '-e', script, name]);
  const names = ['甲', '乙', '丙'];
  await Promise.all(names.map(run));
  const cache = openSqliteVectorCache({ dataDir });
  const texts = names.flatMap((name) => Array.from({ length: 10 }, (_, n) => `${name}${n}`));
  expect((await cache.get('m-1', texts)).map((vector) => vector?.[0])).toEqual(texts.map((_, i) => i % 10));
  await cache.close();
});
