import { basename } from 'node:path';
import type { ChannelReport } from './channels/ports/channel-check.ts';
import type { Config } from './config/config.ts';
import { findChangedModelFiles } from './models/check-model-files.ts';
import { missingForReader } from './models/create-reader.ts';
import { resolveEmbedder } from './models/resolve-embedder.ts';

/** What `npm run doctor` tells of the model for vectors; null where none runs on this machine. */
export async function checkEmbedder({ embeddings }: Config): Promise<ChannelReport | null> {
  if (embeddings.kind !== 'auto' && embeddings.kind !== 'onnx') return null;
  const { modelDir } = embeddings;
  return await checkModel('向量模型', modelDir, resolveEmbedder({ ...embeddings, kind: 'auto' }).missing);
}

/** The same of the reader; null where there is to be none. */
export async function checkReader({ reader }: Config): Promise<ChannelReport | null> {
  if (reader.kind === 'off') return null;
  return await checkModel('精读模型', reader.modelDir, missingForReader(reader));
}

/** Whether a model writes questions for clauses, and with what limit; null where none does. */
export function checkExpansion({ expansion, chat }: Config): ChannelReport | null {
  if (expansion === null || chat === null) return null;
  const text = `导入时由 ${chat.model} 为条款写检索问题，一次导入至多 ${expansion.maxTokens} token；条文会发给该服务`;
  return { name: '检索问题', checks: [{ isOk: true, text }] };
}

async function checkModel(name: string, modelDir: string, missing: string | null): Promise<ChannelReport> {
  if (missing !== null) return { name, checks: [{ isOk: false, text: missing }] };
  const changed = await findChangedModelFiles(modelDir);
  const files =
    changed === null || changed.length === 0
      ? { isOk: true, text: `模型文件${changed === null ? '齐全' : '与发布的一致'}（${basename(modelDir)}）` }
      : { isOk: false, text: `模型文件缺失或被改动：${changed.join('、')}。请重新取得程序文件。` };
  return { name, checks: [{ isOk: true, text: '运行模型的软件包已装上' }, files] };
}
