import type { Embedder, EmbedderProvider } from './ports/embedder.ts';
import type { VectorCache } from './ports/vector-cache.ts';
import { createAutoSource } from './sources/auto-source.ts';
import type { EmbedderSource } from './sources/embedder-source.ts';
import { createLocalSource } from './sources/local-source.ts';
import { createOnnxSource, type OnnxConfig } from './sources/onnx-source.ts';
import { createOpenAiSource, type OpenAiConfig } from './sources/openai-source.ts';

/** Which embedder to use; the caller has read the environment. */
export type EmbedderConfig =
  | { readonly kind: 'local' }
  | ({ readonly kind: 'openai' } & OpenAiConfig)
  | ({ readonly kind: 'onnx' | 'auto' } & OnnxConfig);

export interface EmbedderProviderOptions {
  /** Keeps what was computed for documents; without it every ingestion begins anew. The caller closes it. */
  readonly vectorCache?: VectorCache;
}

/** Gives embedders for indexes as configured; see the port. Throws ConfigError when a local model cannot be run. */
export function createEmbedderProvider(
  config: EmbedderConfig,
  { vectorCache }: EmbedderProviderOptions = {},
): EmbedderProvider {
  const source = createSource(config, vectorCache);
  const known = new Map<string, Embedder>();
  const remember = (embedder: Embedder): Embedder => {
    known.set(embedder.id, embedder);
    return embedder;
  };
  return {
    joinsLater: source.joinsLater ?? false,

    forIndex(embedderId, state) {
      const embedder = known.get(embedderId) ?? source.open(embedderId, state);
      return embedder && remember(embedder);
    },

    mayReplace: (embedderId) => source.mayReplace?.(embedderId) ?? false,

    async forIngest(texts, frozen) {
      const { embedder, state } = await source.prepare(texts, frozen);
      return { embedder: known.get(embedder.id) ?? remember(embedder), state };
    },

    close: async () => await source.close?.(),
  };
}

function createSource(config: EmbedderConfig, vectorCache?: VectorCache): EmbedderSource {
  switch (config.kind) {
    case 'local':
      return createLocalSource();
    case 'openai':
      return createOpenAiSource(config, vectorCache);
    case 'onnx':
      return createOnnxSource(config, vectorCache);
    case 'auto':
      return createAutoSource(config, vectorCache);
  }
}
