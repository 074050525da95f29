import { type Config, keysFileOf } from '../src/config/config.ts';

/** Files and folders that the settings name and that may lie in the data folder before the first start: keys, a model. */
export function ownFilesOf(config: Config): string[] {
  const { embeddings } = config;
  const hasModel = embeddings.kind === 'onnx' || embeddings.kind === 'auto';
  return [keysFileOf(config), ...(hasModel ? [embeddings.modelDir] : [])];
}
