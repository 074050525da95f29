import { mkdtemp, readdir, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { embedLater } from '../../ingest/indexing/embed-later.ts';
import { runIngest } from '../../ingest/run-ingest.ts';
import { createEmbeddedClauseIndex } from '../../src/clause-index/adapters/embedded/embedded-clause-index.ts';
import { createEmbeddedIndexPublisher } from '../../src/clause-index/adapters/embedded/embedded-index-publisher.ts';
import { createEmbeddedVectorPublisher } from '../../src/clause-index/adapters/embedded/embedded-vector-publisher.ts';
import type { ClauseIndex } from '../../src/clause-index/ports/index-snapshot.ts';
import { ModelError } from '../../src/domain/errors/model-error.ts';
import { UNRESTRICTED } from '../../src/domain/search-scope.ts';
import { openSqliteVectorCache } from '../../src/models/adapters/embedded/sqlite-vector-cache.ts';
import { cacheEmbeddings } from '../../src/models/cache-embeddings.ts';
import { createEmbedderProvider } from '../../src/models/create-embedder-provider.ts';
import type { Embedder, EmbedderProvider } from '../../src/models/ports/embedder.ts';
import type { VectorCache } from '../../src/models/ports/vector-cache.ts';
import { PATIENCE } from '../support/patience.ts';

let folder: string;
let dataDir: string;
let index: ClauseIndex;
let cache: VectorCache;
/** Texts that the model was given. */
let computed: string[];
/** What the model does before it computes. */
let before: () => void;

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'tiaowen-policies-'));
  dataDir = await mkdtemp(join(tmpdir(), 'tiaowen-data-'));
  index = createEmbeddedClauseIndex({ dataDir });
  cache = openSqliteVectorCache({ dataDir });
  computed = [];
  before = () => undefined;
});
afterEach(async () => {
  await Promise.all([index.close(), cache.close()]);
  await Promise.all([folder, dataDir].map((path) => rm(path, { recursive: true, force: true })));
});

/** A slow model whose vectors say whether a text speaks of data. */
function createSlowProvider(id = 'slow-2'): EmbedderProvider {
  const vectorOf = (text: string) => (text.includes('数据') ? [1, 0] : [0, 1]);
  const embedder: Embedder = cacheEmbeddings(
    {
      id,
      dimension: 2,
      searchShare: 0.5,
      trainedOnCorpus: false,
      embedQuery: async (text) => vectorOf(text),
      embedDocuments: async (texts) => {
        before();
        computed.push(...texts);
        return texts.map(vectorOf);
      },
    },
    cache,
    { batchSize: 1 },
  );
  return {
    joinsLater: true,
    forIndex: () => embedder,
    forIngest: async () => ({ embedder, state: null }),
    mayReplace: (other) => other.startsWith('local-'),
    close: async () => {},
  };
}

async function ingest(embedders: EmbedderProvider, name = 'plan') {
  const lines = ['一、开放数据。（责任单位：市科技局）', '二、修建学校。（责任单位：市教育局）'];
  await writeFile(join(folder, `${name}.txt`), `临江市${name}方案\n${lines.join('\n')}\n`);
  const origin = { kind: 'paths', fingerprint: '' } as const;
  const publisher = createEmbeddedIndexPublisher({ dataDir });
  const { version } = await runIngest({ paths: [folder], origin, index, publisher, embedders });
  return version!;
}

const add = (embedders: EmbedderProvider, options: { signal?: AbortSignal } = {}) =>
  embedLater({
    index,
    publisher: createEmbeddedVectorPublisher({ dataDir }),
    embedders,
    retryMs: 1,
    ...options,
  });

/** What an open index finds nearest to [1, 0]; an empty list without vectors. */
async function nearest(reader: ClauseIndex = index) {
  const snapshot = await reader.open();
  const [hits] = await snapshot.vectors.search([[1, 0]], { limit: 1, scope: UNRESTRICTED });
  const { version, embedderId } = snapshot;
  snapshot.release();
  return { version, embedderId, first: hits?.[0]?.clauseId ?? null };
}

describe('embedLater', () => {
  it('words are published without a vector; those join the same version, also in a reader that is open', async () => {
    const provider = createSlowProvider();
    const version = await ingest(provider);
    expect(computed).toEqual([]);
    expect(await nearest()).toEqual({ version, embedderId: 'slow-2', first: null });
    expect(await add(provider)).toBe('added');
    expect(computed).toHaveLength(2);
    await vi.waitFor(async () => expect((await nearest()).first).toBe('plan:1'), PATIENCE);
    expect((await nearest()).version).toBe(version);
    const other = createEmbeddedClauseIndex({ dataDir });
    expect((await nearest(other)).first).toBe('plan:1');
    await other.close();
    expect(await add(provider)).toBe('nothing');
  });

  it('an open snapshot keeps what it had', async () => {
    const provider = createSlowProvider();
    await ingest(provider);
    const snapshot = await index.open();
    await add(provider);
    await vi.waitFor(async () => expect((await nearest()).first).toBe('plan:1'), PATIENCE);
    expect(snapshot.vectors.size).toBe(0);
    snapshot.release();
  });

  it('goes on where it was stopped, and computes no text twice', async () => {
    const provider = createSlowProvider();
    await ingest(provider);
    const stop = new AbortController();
    before = () => {
      if (computed.length === 1) {
        stop.abort();
        throw new ModelError('closed');
      }
    };
    expect(await add(provider, { signal: stop.signal })).toBe('stopped');
    before = () => undefined;
    expect(await add(provider)).toBe('added');
    expect(new Set(computed).size).toBe(computed.length);
    expect(computed).toHaveLength(2);
  });

  it('tries a failing model again, and in the end says so', async () => {
    const provider = createSlowProvider();
    await ingest(provider);
    let failures = 0;
    before = () => {
      if (failures++ < 3) throw new ModelError('thread lost');
    };
    expect(await add(provider)).toBe('added');
    await ingest(createSlowProvider('other-2'), 'more');
    before = () => {
      failures++;
      throw new ModelError('out of order');
    };
    failures = 0;
    await expect(add(createSlowProvider('other-2'))).rejects.toThrow('out of order');
    expect(failures).toBe(5);
  });

  it('takes the version that was published meanwhile', async () => {
    const provider = createSlowProvider();
    await ingest(provider);
    let isPublished = false;
    const progress = vi.fn();
    const publisher = createEmbeddedVectorPublisher({ dataDir });
    const racing = {
      ...publisher,
      async addVectors(version: string, late: Parameters<typeof publisher.addVectors>[1]) {
        if (!isPublished) {
          isPublished = true;
          // Two more generations: the first one is removed.
          await ingest(provider, 'second');
          await ingest(provider, 'third');
        }
        return await publisher.addVectors(version, late);
      },
    };
    expect(await embedLater({ index, publisher: racing, embedders: provider, onProgress: progress })).toBe(
      'added',
    );
    expect(progress).toHaveBeenLastCalledWith({ done: 6, total: 6 });
    await vi.waitFor(async () => expect((await nearest()).first).not.toBeNull(), PATIENCE);
  });

  it('replaces vectors that were trained on the texts, and leaves those of a service alone', async () => {
    await ingest(createEmbedderProvider({ kind: 'local' }));
    const provider = createSlowProvider();
    expect(await add(provider)).toBe('added');
    await vi.waitFor(async () => expect((await nearest()).embedderId).toBe('slow-2'), PATIENCE);
    expect(await add(createSlowProvider('other-2'))).toBe('nothing');
    expect(await add(createEmbedderProvider({ kind: 'local' }))).toBe('nothing');
  });

  it('computes damaged vectors again, words serving until then', async () => {
    const provider = createSlowProvider();
    const version = await ingest(provider);
    await add(provider);
    const late = join(dataDir, 'index/generations', version, 'late-vectors');
    await writeFile(join(late, 'vectors.bin'), 'damaged');
    await index.close();
    index = createEmbeddedClauseIndex({ dataDir });
    expect((await nearest()).first).toBeNull();
    expect(await add(provider)).toBe('added');
    expect(computed).toHaveLength(2);
    const fresh = createEmbeddedClauseIndex({ dataDir });
    expect((await nearest(fresh)).first).toBe('plan:1');
    await fresh.close();
  });

  it('leaves nothing half done beside the index', async () => {
    const provider = createSlowProvider();
    await ingest(provider);
    const late = {
      embedderId: 'slow-2',
      dimension: 2,
      clauseOf: new Uint32Array(0),
      values: new Float32Array(0),
    };
    expect(await createEmbeddedVectorPublisher({ dataDir }).addVectors('g000009-gone', late)).toBe(false);
    expect((await readdir(join(dataDir, 'index'))).filter((name) => name.startsWith('late'))).toEqual([]);
  });
});
