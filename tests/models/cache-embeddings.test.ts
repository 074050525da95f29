import { execFile } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { ModelError } from '../../src/domain/errors/model-error.ts';
import { openSqliteVectorCache } from '../../src/models/adapters/embedded/sqlite-vector-cache.ts';
import { cacheEmbeddings } from '../../src/models/cache-embeddings.ts';
import { createEmbedderProvider } from '../../src/models/create-embedder-provider.ts';
import type { Embedder } from '../../src/models/ports/embedder.ts';
import type { VectorCache } from '../../src/models/ports/vector-cache.ts';
import { type FakeEmbeddingService, startFakeEmbeddingService } from './fake-embedding-service.ts';

const TEXTS = Array.from({ length: 300 }, (_, i) => `第${i + 1}条`);
const MODEL = 'some-model';
const ID = 'openai-some-model-3';

let service: FakeEmbeddingService;
let dataDir: string;
beforeEach(async () => {
  service = await startFakeEmbeddingService();
  dataDir = mkdtempSync(join(tmpdir(), 'tiaowen-vectors-'));
});
afterEach(async () => {
  await service.close();
  rmSync(dataDir, { recursive: true });
});

/** One run of ingestion: a cache of its own, closed at its end. `use` gets an embedder of the service. */
async function run<T>(
  use: (embedder: Embedder, cache: VectorCache) => Promise<T>,
  model = MODEL,
): Promise<T> {
  const vectorCache = openSqliteVectorCache({ dataDir });
  try {
    const provider = createEmbedderProvider(
      { kind: 'openai', apiKey: 'test-key', baseUrl: service.baseUrl, model },
      { vectorCache },
    );
    return await use(provider.forIndex(`openai-${model}-3`, null)!, vectorCache);
  } finally {
    await vectorCache.close();
  }
}
const embed = (texts: string[], model?: string) => run((embedder) => embedder.embedDocuments(texts), model);

describe('documents of a service', () => {
  it('come in the order of the texts, each text sent once, in batches of 64', async () => {
    const texts = [...TEXTS, TEXTS[7]!, TEXTS[0]!];
    const vectors = await embed(texts);
    expect(service.requests.map((request) => request.texts.length)).toEqual([64, 64, 64, 64, 44]);
    expect(service.paidTexts).toEqual(TEXTS);
    expect(vectors).toHaveLength(302);
    expect([vectors[300], vectors[301]]).toEqual([vectors[7], vectors[0]]);
    const bare = await run((embedder) => embedder.embedQuery(TEXTS[130]!));
    bare.forEach((value, i) => {
      expect(vectors[130]![i]).toBeCloseTo(value, 6);
    });
  });

  it('are not paid for twice, and the vectors are the same bit for bit', async () => {
    const first = await embed(TEXTS);
    expect(await embed([...TEXTS].reverse())).toEqual([...first].reverse());
    expect(service.paidTexts).toHaveLength(300);
    const more = await embed([TEXTS[5]!, '新的一条', TEXTS[6]!]);
    expect(service.paidTexts.slice(300)).toEqual(['新的一条']);
    expect([more[0], more[2]]).toEqual([first[5], first[6]]);
  });

  it('are paid for again with another model', async () => {
    await embed(TEXTS.slice(0, 3));
    await embed(TEXTS.slice(0, 3), 'other-model');
    expect(service.requests.map(({ model }) => model)).toEqual(['some-model', 'other-model']);
  });

  it('of a run that failed in its third batch are there for the next one', async () => {
    service.failNext({ status: 500, headers: { 'retry-after': '0' } });
    await run(async (embedder) => {
      await embedder.embedDocuments(TEXTS.slice(0, 128));
      service.failNext(401);
      await expect(embedder.embedDocuments(TEXTS)).rejects.toThrow(ModelError);
    });
    expect(service.paidTexts).toEqual(TEXTS.slice(0, 128));
    await embed(TEXTS);
    expect(service.paidTexts).toEqual(TEXTS);
  });

  it('that are damaged in the cache are embedded again and mended', async () => {
    const first = await embed(TEXTS.slice(0, 4));
    const damaged = [Float32Array.of(1, 2), Float32Array.of(1, Number.NaN, 0), new Float32Array(0)];
    await run((_, cache) =>
      cache.put(
        ID,
        damaged.map((vector, i) => ({ text: TEXTS[i]!, vector })),
      ),
    );
    expect(await embed(TEXTS.slice(0, 4))).toEqual(first);
    expect(service.paidTexts.slice(4)).toEqual(TEXTS.slice(0, 3));
    await embed(TEXTS.slice(0, 4));
    expect(service.paidTexts).toHaveLength(7);
  });

  it('are asked for again with each run where there is no cache, and questions always', async () => {
    const provider = createEmbedderProvider({
      kind: 'openai',
      apiKey: 'test-key',
      baseUrl: service.baseUrl,
      model: MODEL,
    });
    const embedder = provider.forIndex(ID, null)!;
    await embedder.embedDocuments(['甲']);
    await embedder.embedDocuments(['甲']);
    await run(async (cached) => {
      await cached.embedDocuments(['甲']);
      await cached.embedQuery('甲');
    });
    expect(service.paidTexts).toEqual(['甲', '甲', '甲', '甲']);
  });
});

it('a process that is killed in its third batch has kept the two before', async () => {
  const module = (path: string) => new URL(`../../src/models/${path}`, import.meta.url).href;
  const script = `
    import { openSqliteVectorCache } from '${module('adapters/embedded/sqlite-vector-cache.ts')}';
    import { cacheEmbeddings } from '${module('cache-embeddings.ts')}';
    let batches = 0;
    const embedder = {
      id: '${ID}', dimension: 3, searchShare: 0.5, trainedOnCorpus: false,
      async embedDocuments(texts) {
        if (++batches === 3) process.kill(process.pid, 'SIGKILL');
        return texts.map(() => [1, 0, 0]);
      },
    };
    const cache = openSqliteVectorCache({ dataDir: ${JSON.stringify(dataDir)} });
    const texts = Array.from({ length: 300 }, (_, i) => '第' + (i + 1) + '条');
    await cacheEmbeddings(embedder, cache).embedDocuments(texts);`;
  const child = promisify(execFile)(process.execPath, [
    '--import',
    'tsx',
    '--input-type=module',
    '-e',
    script,
  ]);
  await expect(child).rejects.toMatchObject({ signal: 'SIGKILL' });
  await embed(TEXTS);
  expect(service.paidTexts).toEqual(TEXTS.slice(128));
});

it('keeps each batch before the next one goes out', async () => {
  const log: string[] = [];
  const embedder: Embedder = {
    id: 'm-1',
    dimension: 1,
    searchShare: 0.5,
    trainedOnCorpus: false,
    embedQuery: async () => [1],
    embedDocuments: async (texts) => {
      log.push(`embed ${texts.join('')}`);
      return texts.map(() => [1]);
    },
  };
  const cache: VectorCache = {
    get: async (_, texts) => texts.map(() => null),
    put: async (_, entries) => {
      await new Promise((resolve) => setTimeout(resolve, 20));
      log.push(`kept ${entries.map(({ text }) => text).join('')}`);
    },
    clear: async () => 0,
    close: async () => {},
  };
  await cacheEmbeddings(embedder, cache, { batchSize: 2 }).embedDocuments(['甲', '乙', '甲', '丙']);
  expect(log).toEqual(['embed 甲乙', 'kept 甲乙', 'embed 丙', 'kept 丙']);
});
