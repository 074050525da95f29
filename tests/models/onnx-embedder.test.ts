import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { ConfigError } from '../../src/domain/errors/config-error.ts';
import { IndexFormatError } from '../../src/domain/errors/index-format-error.ts';
import { readModelFolder } from '../../src/models/adapters/onnx/model-folder.ts';
import { openOnnxModel } from '../../src/models/adapters/onnx/open-onnx-model.ts';
import { poolTokens } from '../../src/models/adapters/onnx/pool-tokens.ts';
import { createEmbedderProvider } from '../../src/models/create-embedder-provider.ts';
import { findTestRuntime } from '../support/onnx/find-test-runtime.ts';
import { type TinyModel, writeTinyModel } from '../support/onnx/write-tiny-model.ts';

/** The padding stands far off, so that it would be seen in any mean it came into. */
const VECTORS = {
  '[PAD]': [900, 900],
  '[UNK]': [0, 0],
  '[CLS]': [1, 0],
  '[SEP]': [0, 1],
  开: [6, 2],
  放: [2, 6],
  数: [-3, 1],
  据: [1, 5],
  q: [30, 0],
  p: [0, 30],
  ':': [0, 0],
};

let modelDir: string;
beforeEach(() => {
  modelDir = mkdtempSync(join(tmpdir(), 'tiaowen-onnx-'));
});
afterEach(() => {
  rmSync(modelDir, { recursive: true });
});
const write = (model: Partial<TinyModel> = {}) => writeTinyModel(modelDir, { vectors: VECTORS, ...model });

describe('a model folder', () => {
  it.each(['onnx/model.onnx', 'model.onnx'])('has its model in %s', (modelFile) => {
    write({ modelFile });
    expect(readModelFolder(modelDir).modelFile).toBe(join(modelDir, modelFile));
  });

  it.each([
    ['no configuration', undefined, 512, '[PAD]'],
    ['a limit', { model_max_length: 128, pad_token: '<pad>' }, 128, '<pad>'],
    [
      'a limit that is none',
      { model_max_length: 1e30, pad_token: { content: '<pad>', special: true } },
      512,
      '<pad>',
    ],
  ])('with %s', (_title, tokenizerConfig, maxTokens, padToken) => {
    write({ tokenizerConfig });
    expect(readModelFolder(modelDir)).toMatchObject({ maxTokens, padToken, pooling: 'mean' });
  });

  it('says how to pool where sentence-transformers wrote it', () => {
    write({ pooling: { pooling_mode_cls_token: true, pooling_mode_mean_tokens: false } });
    expect(readModelFolder(modelDir).pooling).toBe('first');
  });

  it('has a fingerprint of the model, its weights beside it, its tokenizer and its pooling', () => {
    const prints = new Set<string>();
    const look = () => prints.add(readModelFolder(modelDir).fingerprint()).size;
    write();
    expect([look(), look()]).toEqual([1, 1]);
    write({ vectors: { ...VECTORS, 据: [1, 4] } });
    expect(look()).toBe(2);
    writeFileSync(join(modelDir, 'onnx/model.onnx_data'), 'weights');
    expect(look()).toBe(3);
    write({ pooling: { pooling_mode_cls_token: true } });
    expect(look()).toBe(4);
    write({ tokenizerConfig: { model_max_length: 9 } });
    expect(look()).toBe(5);
  });

  it('is refused in Chinese without model, without tokenizer, or with one that cannot be read', () => {
    expect(() => readModelFolder(join(modelDir, 'none'))).toThrow(ConfigError);
    expect(() => readModelFolder(modelDir)).toThrow(/EMBEDDING_MODEL_DIR：.*没有 onnx\/model\.onnx/);
    mkdirSync(join(modelDir, 'onnx'));
    writeFileSync(join(modelDir, 'onnx/model.onnx'), '');
    expect(() => readModelFolder(modelDir)).toThrow(/没有 tokenizer\.json/);
    writeFileSync(join(modelDir, 'tokenizer.json'), '{');
    expect(() => readModelFolder(modelDir)).toThrow(/无法读取 .*tokenizer\.json/);
  });
});

it('says at once, and with the command that helps, that the packages are missing', () => {
  write();
  const create = () =>
    createEmbedderProvider({ kind: 'onnx', modelDir, runtimeFrom: join(modelDir, 'package.json') });
  expect(create).toThrow(ConfigError);
  expect(create).toThrow(/onnxruntime-node、@huggingface\/tokenizers.*npm ci/);
});

describe('poolTokens', () => {
  const vectors = { values: Float32Array.of(3, 0, 0, 4, 9, 9, 0, 5, 9, 9, 9, 9), width: 3, dimension: 2 };

  it.each([
    [
      'mean',
      [
        [0.6, 0.8],
        [0, 1],
      ],
    ],
    [
      'first',
      [
        [1, 0],
        [0, 1],
      ],
    ],
  ] as const)('%s, of the tokens that are text', (pooling, expected) => {
    expect(poolTokens(vectors, [2, 1], pooling)).toEqual(expected);
  });

  it('gives zero for no token', () => {
    expect(poolTokens(vectors, [0, 0], 'mean')).toEqual([
      [0, 0],
      [0, 0],
    ]);
  });
});

const runtime = findTestRuntime();
describe.skipIf('missing' in runtime)('a tiny model', () => {
  const runtimeFrom = 'missing' in runtime ? undefined : runtime.runtimeFrom;
  const open = () => openOnnxModel(modelDir, runtimeFrom);
  const provide = (prefixes: { queryPrefix?: string; passagePrefix?: string } = {}) =>
    createEmbedderProvider({ kind: 'onnx', modelDir, runtimeFrom, ...prefixes });
  /** Mean of the tokens' vectors, [CLS] and [SEP] included, scaled to norm 1. */
  const meanOf = (...tokens: (keyof typeof VECTORS)[]) => {
    const all = [VECTORS['[CLS]'], ...tokens.map((token) => VECTORS[token]), VECTORS['[SEP]']];
    const [x, y] = [0, 1].map((i) => all.reduce((sum, vector) => sum + vector[i]!, 0) / all.length);
    return [x! / Math.hypot(x!, y!), y! / Math.hypot(x!, y!)];
  };
  const expectVectors = (vectors: readonly number[][], expected: readonly number[][]) => {
    expect(vectors).toHaveLength(expected.length);
    vectors.flat().forEach((value, i) => {
      expect(value).toBeCloseTo(expected.flat()[i]!, 6);
    });
  };

  it('gives the mean of the tokens, whatever stands beside it in the batch', async () => {
    write();
    // (1+6+2-3+1+0)/6 = 7/6 and (0+2+6+1+5+1)/6 = 15/6, scaled by their length √274/6.
    const byHand = [7 / Math.sqrt(274), 15 / Math.sqrt(274)];
    expectVectors([meanOf('开', '放', '数', '据')], [byHand]);
    expectVectors(await open().embed(['开放数据']), [byHand]);
    expectVectors(await open().embed(['数', '开放数据', '', '据据']), [
      meanOf('数'),
      byHand,
      meanOf(),
      meanOf('据', '据'),
    ]);
  });

  it('keeps the order over batches of like length', async () => {
    write();
    const counts = Array.from({ length: 50 }, (_, i) => (i * 7) % 23);
    const vectors = await open().embed(counts.map((count) => '开'.repeat(count)));
    expectVectors(
      vectors,
      counts.map((count) => meanOf(...Array.from({ length: count }, () => '开' as const))),
    );
  });

  it('cuts a text to the most tokens and closes it all the same', async () => {
    write({ tokenizerConfig: { model_max_length: 4 } });
    expectVectors(await open().embed(['开放数据']), [meanOf('开', '放')]);
  });

  it('takes the first token where the model was trained so', async () => {
    write({ pooling: { pooling_mode_cls_token: true } });
    expectVectors(await open().embed(['开放']), [VECTORS['[CLS]']]);
  });

  it('takes what the model pooled itself', async () => {
    write({ isPooled: true });
    expectVectors(await open().embed(['数']), [[1 / Math.SQRT2, 1 / Math.SQRT2]]);
  });

  it('writes prefixes before questions and passages', async () => {
    write();
    const provider = provide({ queryPrefix: 'q:', passagePrefix: 'p:' });
    const { embedder } = await provider.forIngest([], null);
    expectVectors(await embedder.embedDocuments(['开']), [meanOf('p', ':', '开')]);
    expectVectors([await embedder.embedQuery('开')], [meanOf('q', ':', '开')]);
  });

  it('opens the index that it built, and asks for a new one after any change of the vectors', async () => {
    write();
    const { embedder, state } = await provide().forIngest([], null);
    expect([embedder.id, embedder.dimension, state]).toEqual([
      expect.stringMatching(/^onnx-v1-[0-9a-f]{16}-2$/),
      2,
      null,
    ]);
    expect(provide({ queryPrefix: 'q:' }).forIndex(embedder.id, null)?.dimension).toBe(2);
    const refused = (create: () => unknown) => {
      expect(create).toThrow(IndexFormatError);
      expect(create).toThrow(/npm run ingest/);
    };
    refused(() => provide({ passagePrefix: 'p:' }).forIndex(embedder.id, null));
    refused(() => provide().forIndex('openai-some-model-2', null));
    refused(() => createEmbedderProvider({ kind: 'local' }).forIndex(embedder.id, null));
    write({ vectors: { ...VECTORS, 据: [1, 4] } });
    refused(() => provide().forIndex(embedder.id, null));
  });

  it('says so when the model cannot be read', async () => {
    write();
    writeFileSync(join(modelDir, 'onnx/model.onnx'), 'no model');
    await expect(open().embed(['开'])).rejects.toThrow(ConfigError);
    await expect(open().embed(['开'])).rejects.toThrow(/无法载入向量模型 .*model\.onnx/);
  });
});
