import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { IndexFormatError } from '../../src/domain/errors/index-format-error.ts';
import { createEmbedderProvider, type EmbedderConfig } from '../../src/models/create-embedder-provider.ts';
import { writeTinyModel } from '../support/onnx/write-tiny-model.ts';
import { type FakeEmbeddingService, startFakeEmbeddingService } from './fake-embedding-service.ts';

const TEXTS = ['建设智慧医疗平台', '推进教育信息化', '智慧医疗由卫生部门负责', '教育部门推进在线课程'];

describe('createEmbedderProvider, local', () => {
  it('gives the index the embedder that it was built with, one instance per id', async () => {
    const trained = await createEmbedderProvider({ kind: 'local' }).forIngest(TEXTS, null);
    const later = createEmbedderProvider({ kind: 'local' });
    const opened = later.forIndex(trained.embedder.id, trained.state);
    expect(later.forIndex(trained.embedder.id, trained.state)).toBe(opened);
    expect(await opened!.embedQuery('医疗')).toEqual(await trained.embedder.embedQuery('医疗'));
  });

  it('reuses a frozen state instead of training', async () => {
    const provider = createEmbedderProvider({ kind: 'local' });
    const first = await provider.forIngest(TEXTS, null);
    const again = await provider.forIngest(['完全不同的内容'], { id: first.embedder.id, state: first.state });
    expect(again.embedder).toBe(first.embedder);
    expect(again.state).toBe(first.state);
  });

  it('trains anew when the frozen embedder is of another kind', async () => {
    const provider = createEmbedderProvider({ kind: 'local' });
    const { embedder, state } = await provider.forIngest(TEXTS, { id: 'openai-some-model-3', state: null });
    expect(embedder.id).toMatch(/^local-lsa-v1-/);
    expect(state).not.toBeNull();
  });

  it('refuses an index of another embedder and names the command that mends it', async () => {
    const provider = createEmbedderProvider({ kind: 'local' });
    const { embedder, state } = await provider.forIngest(TEXTS, null);
    const fresh = createEmbedderProvider({ kind: 'local' });
    for (const [id, bytes] of [
      ['openai-some-model-3', null],
      ['local-lsa-v0-0000000000000000', state],
      [embedder.id, null],
      [embedder.id, Uint8Array.of(1)],
    ] as const) {
      expect(() => fresh.forIndex(id, bytes)).toThrow(IndexFormatError);
      expect(() => fresh.forIndex(id, bytes)).toThrow(/npm run ingest/);
    }
  });
});

describe('createEmbedderProvider, openai', () => {
  let service: FakeEmbeddingService;
  beforeEach(async () => {
    service = await startFakeEmbeddingService();
  });
  afterEach(async () => {
    await service.close();
  });
  const config = (model = 'some-model') => ({
    kind: 'openai' as const,
    apiKey: 'test-key',
    baseUrl: service.baseUrl,
    model,
  });

  it('asks the service for its dimension when ingesting and has no state', async () => {
    const provider = createEmbedderProvider(config());
    const { embedder, state } = await provider.forIngest(TEXTS, null);
    expect([embedder.id, embedder.dimension, state]).toEqual(['openai-some-model-3', 3, null]);
    expect(provider.forIndex('openai-some-model-3', null)).toBe(embedder);
  });

  it('opens an index of its model without asking the service', () => {
    expect(createEmbedderProvider(config()).forIndex('openai-some-model-1536', null)?.dimension).toBe(1536);
    expect(service.requests).toEqual([]);
  });

  it.each(['openai-other-model-3', 'openai-some-model', 'local-lsa-v1-0123456789abcdef'])(
    'refuses an index of %s',
    (id) => {
      expect(() => createEmbedderProvider(config()).forIndex(id, null)).toThrow(IndexFormatError);
    },
  );
});

describe('an index of another embedder than the configured one', () => {
  let modelDir: string;
  beforeEach(() => {
    modelDir = mkdtempSync(join(tmpdir(), 'tiaowen-onnx-'));
    writeTinyModel(modelDir, { vectors: { '[PAD]': [0], '[UNK]': [1], '[CLS]': [1], '[SEP]': [1] } });
    // Comparing ids needs the packages to be there, not to work.
    for (const name of ['onnxruntime-node', '@huggingface/tokenizers']) {
      mkdirSync(join(modelDir, 'node_modules', name), { recursive: true });
      writeFileSync(join(modelDir, 'node_modules', name, 'index.js'), '');
    }
  });
  afterEach(() => {
    rmSync(modelDir, { recursive: true });
  });

  it.each([
    ['local', 'openai', 'EMBEDDINGS=openai'],
    ['local', 'onnx', 'EMBEDDINGS=onnx'],
    ['openai', 'local', 'EMBEDDINGS=local'],
    ['openai', 'another model', 'EMBEDDING_MODEL=other-model'],
    ['openai', 'onnx', 'EMBEDDINGS=onnx'],
    ['onnx', 'local', 'EMBEDDINGS=local'],
    ['onnx', 'openai', 'EMBEDDINGS=openai'],
    ['onnx', 'onnx', 'EMBEDDINGS=onnx'],
  ])('is refused: %s → %s', async (before, after, setting) => {
    const local = await createEmbedderProvider({ kind: 'local' }).forIngest(TEXTS, null);
    const built = {
      local: { id: local.embedder.id, state: local.state },
      openai: { id: 'openai-some-model-3', state: null },
      onnx: { id: 'onnx-v1-0123456789abcdef-1', state: null },
    }[before]!;
    const configured = {
      local: { kind: 'local' },
      openai: { kind: 'openai', apiKey: 'test-key', model: 'some-model' },
      'another model': { kind: 'openai', apiKey: 'test-key', model: 'other-model' },
      onnx: { kind: 'onnx', modelDir, runtimeFrom: join(modelDir, 'package.json') },
    }[after] as EmbedderConfig;
    const open = () => createEmbedderProvider(configured).forIndex(built.id, built.state);
    expect(open).toThrow(IndexFormatError);
    expect(open).toThrow(built.id);
    expect(open).toThrow(setting);
    expect(open).toThrow(/npm run ingest/);
  });
});

it('does not load LangChain until a text is sent', async () => {
  let loaded = false;
  vi.resetModules();
  vi.doMock('@langchain/openai', () => {
    loaded = true;
    return { OpenAIEmbeddings: class {} };
  });
  const fresh = await import('../../src/models/create-embedder-provider.ts');
  const provider = fresh.createEmbedderProvider({ kind: 'openai', apiKey: 'test-key', model: 'm' });
  const embedder = provider.forIndex('openai-m-3', null);
  expect(loaded).toBe(false);
  await expect(embedder!.embedQuery('条文')).rejects.toThrow();
  expect(loaded).toBe(true);
  vi.doUnmock('@langchain/openai');
});
