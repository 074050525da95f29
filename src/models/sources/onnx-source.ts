import {
  createOnnxEmbedder,
  measureOnnxDimension,
  nameOnnxEmbedder,
  type OnnxModel,
} from '../adapters/onnx/create-onnx-embedder.ts';
import { readModelFolder } from '../adapters/onnx/model-folder.ts';
import { findOnnxRuntime } from '../adapters/onnx/onnx-runtime.ts';
import { openModelThread } from '../adapters/onnx/thread/open-model-thread.ts';
import { cacheEmbeddings } from '../cache-embeddings.ts';
import type { Embedder } from '../ports/embedder.ts';
import type { VectorCache } from '../ports/vector-cache.ts';
import { guardQueries } from '../resilience/guard-queries.ts';
import { limitQueries } from '../resilience/limit-queries.ts';
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

/** A question takes some 10 ms; what takes so much longer waits for a machine that is overloaded. */
const QUERY_TIMEOUT_MS = 150;

/** Embedders that run a model on this machine. Throws ConfigError at once when its files or packages are missing. */
export function createOnnxSource(config: OnnxConfig, vectorCache?: VectorCache): EmbedderSource {
  const model = openModel(config);
  const prefixes = { query: config.queryPrefix ?? '', passage: config.passagePrefix ?? '' };
  const create = (dimension: number): Embedder => {
    const guarded = guardQueries(createOnnxEmbedder(model, prefixes, dimension));
    const embedder = limitQueries(guarded, { timeoutMs: QUERY_TIMEOUT_MS });
    return vectorCache ? cacheEmbeddings(embedder, vectorCache) : embedder;
  };
  return {
    joinsLater: true,
    open(embedderId) {
      const dimension = readDimension(embedderId);
      if (dimension < 1 || embedderId !== nameOnnxEmbedder(model, prefixes, dimension)) {
        throw createMisfitError(
          embedderId,
          `当前设置为 EMBEDDINGS=onnx，EMBEDDING_MODEL_DIR=${config.modelDir}，模型或 EMBEDDING_PASSAGE_PREFIX 与之不同`,
        );
      }
      return create(dimension);
    },

    async prepare() {
      return { embedder: create(await measureOnnxDimension(model)), state: null };
    },

    close: () => model.close(),
  };
}

/** Looks at once whether everything is there; the model itself is loaded with the first text. */
function openModel({ modelDir, runtimeFrom }: OnnxConfig): OnnxModel {
  const { dimension, fingerprint } = readModelFolder(modelDir);
  findOnnxRuntime(runtimeFrom);
  const thread = openModelThread({ modelDir, ...(runtimeFrom !== undefined && { runtimeFrom }) });
  let known: string | undefined;
  return {
    ...thread,
    dimension,
    fingerprint: () => {
      known ??= fingerprint();
      return known;
    },
  };
}
