import { IndexFormatError } from '../../domain/errors/index-format-error.ts';
import { LOCAL_EMBEDDER_KIND } from '../adapters/local/create-local-embedder.ts';
import { ONNX_EMBEDDER_KIND } from '../adapters/onnx/create-onnx-embedder.ts';
import type { VectorCache } from '../ports/vector-cache.ts';
import { resolveEmbedder } from '../resolve-embedder.ts';
import type { EmbedderSource } from './embedder-source.ts';
import { createLocalSource } from './local-source.ts';
import { createOnnxSource, type OnnxConfig } from './onnx-source.ts';

/**
 * The model on this machine where it can be run, embedders trained on the indexed texts otherwise. Nobody chose either, so an
 * index of the other one is not refused: its own embedder serves where it can, words alone otherwise.
 */
export function createAutoSource(config: OnnxConfig, vectorCache?: VectorCache): EmbedderSource {
  const local = createLocalSource();
  const isRunnable = resolveEmbedder({ kind: 'auto', ...config }).kind === 'onnx';
  const chosen = isRunnable ? createOnnxSource(config, vectorCache) : local;
  return {
    joinsLater: isRunnable,
    open(embedderId, state) {
      try {
        return (isOfKind(embedderId, LOCAL_EMBEDDER_KIND) ? local : chosen).open(embedderId, state);
      } catch (error) {
        if (error instanceof IndexFormatError) return null;
        throw error;
      }
    },
    mayReplace: (embedderId) =>
      isOfKind(embedderId, LOCAL_EMBEDDER_KIND) || isOfKind(embedderId, ONNX_EMBEDDER_KIND),
    prepare: (texts, frozen) => chosen.prepare(texts, frozen),
    close: async () => await chosen.close?.(),
  };
}

function isOfKind(embedderId: string, kind: string): boolean {
  return embedderId.startsWith(`${kind}-`);
}
