import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { it } from 'vitest';
import { createEmbedderProvider } from '../../src/models/create-embedder-provider.ts';
import { findTestRuntime } from '../support/onnx/find-test-runtime.ts';
import { writeTinyModel } from '../support/onnx/write-tiny-model.ts';
import { describeEmbedder } from './embedder.contract.ts';

const runtime = findTestRuntime();
if ('missing' in runtime) it.skip(`Embedder: onnx (${runtime.missing})`);
else {
  describeEmbedder('onnx', async () => {
    const modelDir = mkdtempSync(join(tmpdir(), 'tiaowen-onnx-'));
    writeTinyModel(modelDir, {
      vectors: {
        '[PAD]': [9, 9, 9],
        '[UNK]': [1, 0, 0],
        '[CLS]': [0, 0, 1],
        '[SEP]': [0, 1, 1],
        智: [1, 2, 0],
        育: [0, 3, 1],
      },
    });
    const { embedder } = await createEmbedderProvider({ kind: 'onnx', modelDir, ...runtime }).forIngest(
      [],
      null,
    );
    return { embedder, dispose: async () => rmSync(modelDir, { recursive: true }) };
  }, ['智慧医疗', '教育信息化']);
}
