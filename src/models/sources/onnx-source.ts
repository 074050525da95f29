import {
  createOnnxEmbedder,
  measureOnnxDimension,
  nameOnnxEmbedder,
} from '../adapters/onnx/create-onnx-embedder.ts';
import { openOnnxModel } from '../adapters/onnx/open-onnx-model.ts';
import { createMisfitError, type EmbedderSource, readDimension } from './embedder-source.ts';

export interface OnnxConfig {
  /** In the layout of Hugging Face; see `readModelFolder`. */
  readonly modelDir: string;
  /** Written before each question; default none. */
  readonly queryPrefix?: string;
  /** Written before each passage of a document; default none. */
  readonly passagePrefix?: string;
  /** See `findOnnxRuntime`; default this program. */
  readonly runtimeFrom?: string;
}

/** Embedders that run a model on this machine. Throws ConfigError at once when its files or packages are missing. */
export function createOnnxSource(config: OnnxConfig): EmbedderSource {
  const model = openOnnxModel(config.modelDir, config.runtimeFrom);
  const prefixes = { query: config.queryPrefix ?? '', passage: config.passagePrefix ?? '' };
  return {
    open(embedderId) {
      const dimension = readDimension(embedderId);
      if (dimension < 1 || embedderId !== nameOnnxEmbedder(model, prefixes, dimension)) {
        throw createMisfitError(
          embedderId,
          `当前设置为 EMBEDDINGS=onnx，EMBEDDING_MODEL_DIR=${config.modelDir}，模型或 EMBEDDING_PASSAGE_PREFIX 与之不同`,
        );
      }
      return createOnnxEmbedder(model, prefixes, dimension);
    },

    async prepare() {
      const dimension = await measureOnnxDimension(model);
      return { embedder: createOnnxEmbedder(model, prefixes, dimension), state: null };
    },
  };
}
