import type { Config } from '../src/config/config.ts';

/** Files and folders that the settings name and that may lie in the data folder before the first start: keys, a model. */
export function ownFilesOf({ apiKeysFile, embeddings }: Config): string[] {
  const files = apiKeysFile === null ? [] : [apiKeysFile];
  return embeddings.kind === 'onnx' ? [...files, embeddings.modelDir] : files;
}
