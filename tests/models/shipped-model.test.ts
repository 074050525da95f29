import { cpSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { findChangedModelFiles } from '../../src/models/check-model-files.ts';
import { createEmbedderProvider } from '../../src/models/create-embedder-provider.ts';
import { createReader } from '../../src/models/create-reader.ts';
import { resolveEmbedder } from '../../src/models/resolve-embedder.ts';
import { findTestRuntime } from '../support/onnx/find-test-runtime.ts';
import { writeTinyModel } from '../support/onnx/write-tiny-model.ts';

const MODELS = join(import.meta.dirname, '../../models');
const SHIPPED = join(MODELS, 'multilingual-e5-small-zh');
const READER = join(MODELS, 'reader-zh');

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'tiaowen-models-'));
});
afterEach(() => {
  rmSync(folder, { recursive: true });
});

describe('the models that come with the program', () => {
  it.each([SHIPPED, READER])('are as they were released, every file by its hash: %s', async (modelDir) => {
    expect(await findChangedModelFiles(modelDir)).toEqual([]);
  });

  it('is found changed where a file is another one or missing', async () => {
    cpSync(MODELS, folder, { recursive: true });
    const modelDir = join(folder, 'multilingual-e5-small-zh');
    writeFileSync(join(modelDir, 'tokenizer_config.json'), '{}');
    rmSync(join(modelDir, 'LICENSE'));
    expect((await findChangedModelFiles(modelDir))?.sort()).toEqual([
      'multilingual-e5-small-zh/LICENSE',
      'multilingual-e5-small-zh/tokenizer_config.json',
    ]);
  });

  it('is not compared with anything where it is a model of one’s own', async () => {
    expect(await findChangedModelFiles(folder)).toBeNull();
  });
});

describe('auto', () => {
  const auto = (modelDir: string, runtimeFrom?: string) =>
    ({ kind: 'auto', modelDir, ...(runtimeFrom && { runtimeFrom }) }) as const;
  const tiny = () =>
    writeTinyModel(folder, { vectors: { '[PAD]': [0], '[UNK]': [1], '[CLS]': [1], '[SEP]': [1] } });

  it('is local, and says why, without the packages or without the model', async () => {
    tiny();
    const withoutPackages = auto(folder, join(folder, 'package.json'));
    expect(resolveEmbedder(withoutPackages)).toEqual({
      kind: 'local',
      missing: expect.stringContaining('onnxruntime-node'),
    });
    expect(resolveEmbedder(auto(join(folder, 'none'))).missing).toContain('onnx/model.onnx');
    const { embedder } = await createEmbedderProvider(withoutPackages).forIngest(['数据开放'], null);
    expect(embedder.id).toMatch(/^local-/);
  });

  it('searches an index of another kind by words, and refuses none', async () => {
    tiny();
    const local = await createEmbedderProvider({ kind: 'local' }).forIngest(['数据开放'], null);
    const provider = createEmbedderProvider(auto(folder, join(folder, 'package.json')));
    expect(provider.forIndex(local.embedder.id, local.state)?.id).toBe(local.embedder.id);
    expect(provider.forIndex('onnx-v1-0123456789abcdef-1', null)).toBeNull();
    expect(provider.forIndex('openai-some-model-3', null)).toBeNull();
    expect(provider.mayReplace(local.embedder.id)).toBe(true);
    expect(provider.mayReplace('openai-some-model-3')).toBe(false);
  });

  const runtime = findTestRuntime();
  it.skipIf('missing' in runtime)('is the model where both are there', async () => {
    expect(resolveEmbedder(auto(SHIPPED))).toEqual({ kind: 'onnx', missing: null });
    const provider = createEmbedderProvider({
      ...auto(SHIPPED),
      queryPrefix: 'query:',
      passagePrefix: 'passage:',
    });
    const { embedder } = await provider.forIngest([], null);
    const [waste, school] = await embedder.embedDocuments(['生活垃圾分类投放与收运', '义务教育阶段学校招生']);
    const question = await vi.waitFor(() => embedder.embedQuery('孩子上小学怎么报名？'), { timeout: 20_000 });
    const cosine = (a: number[], b: number[]) => a.reduce((sum, value, i) => sum + value * b[i]!, 0);
    expect(embedder.dimension).toBe(384);
    expect(cosine(question, school!)).toBeGreaterThan(cosine(question, waste!));
    await provider.close();
  });
});

describe('the reader', () => {
  const runtime = findTestRuntime();
  it.skipIf('missing' in runtime)(
    'tells a passage that answers from one that is only of the same',
    async () => {
      const reader = createReader({ kind: 'auto', modelDir: READER }, { timeoutMs: 20_000 })!;
      const levels = await reader.read('地下室的电瓶车一晚上充电要多少钱', [
        '收费标准：电动自行车充电服务费每小时不超过0.5元，夜间充满一次不超过3元。',
        '充电设施：电动自行车集中充电设施由物业服务企业负责日常巡查和维护。',
        '养老服务：高龄津贴按月发放到社会保障卡。',
      ]);
      expect(levels[0]).toBeGreaterThan(levels[1]!);
      expect(levels[1]).toBeGreaterThan(levels[2]!);
      await reader.close();
    },
  );

  it('is none where it is switched off, or where model or packages are missing, and is missed where it was asked for', () => {
    const missing = join(folder, 'none');
    expect(createReader({ kind: 'off', modelDir: READER })).toBeNull();
    expect(createReader({ kind: 'auto', modelDir: missing })).toBeNull();
    const withoutPackages = { modelDir: READER, runtimeFrom: join(folder, 'package.json') };
    expect(createReader({ kind: 'auto', ...withoutPackages })).toBeNull();
    expect(() => createReader({ kind: 'onnx', ...withoutPackages })).toThrow(/onnxruntime-node/);
    expect(() => createReader({ kind: 'onnx', modelDir: missing })).toThrow(/model\.onnx/);
  });
});
