import { basename } from 'node:path';
import type { ChannelReport } from './channels/ports/channel-check.ts';
import type { Config } from './config/config.ts';
import { findChangedModelFiles } from './models/check-model-files.ts';
import { resolveEmbedder } from './models/resolve-embedder.ts';

/** What `npm run doctor` tells of the model for vectors; null where none runs on this machine. */
export async function checkEmbedder({ embeddings }: Config): Promise<ChannelReport | null> {
  if (embeddings.kind !== 'auto' && embeddings.kind !== 'onnx') return null;
  const { modelDir } = embeddings;
  const { missing } = resolveEmbedder({ ...embeddings, kind: 'auto' });
  if (missing !== null) return { name: '向量模型', checks: [{ isOk: false, text: missing }] };
  const changed = await findChangedModelFiles(modelDir);
  const files =
    changed === null || changed.length === 0
      ? { isOk: true, text: `模型文件${changed === null ? '齐全' : '与发布的一致'}（${basename(modelDir)}）` }
      : { isOk: false, text: `模型文件缺失或被改动：${changed.join('、')}。请重新取得程序文件。` };
  return { name: '向量模型', checks: [{ isOk: true, text: '运行模型的软件包已装上' }, files] };
}
