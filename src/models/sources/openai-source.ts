import {
  createOpenAiEmbedder,
  measureOpenAiDimension,
  nameOpenAiEmbedder,
} from '../adapters/openai/create-openai-embedder.ts';
import { cacheEmbeddings } from '../cache-embeddings.ts';
import type { Embedder } from '../ports/embedder.ts';
import type { VectorCache } from '../ports/vector-cache.ts';
import { guardQueries } from '../resilience/guard-queries.ts';
import { createMisfitError, type EmbedderSource, readDimension } from './embedder-source.ts';

export interface OpenAiConfig {
  readonly apiKey: string;
  readonly baseUrl?: string;
  readonly model: string;
}

/** Embedders of an OpenAI-compatible service. Each ingestion first asks it for the vector of one short text. */
export function createOpenAiSource(config: OpenAiConfig, vectorCache?: VectorCache): EmbedderSource {
  const connect = (dimension: number): Embedder => {
    const embedder = guardQueries(createOpenAiEmbedder({ ...config, dimension }));
    return vectorCache ? cacheEmbeddings(embedder, vectorCache) : embedder;
  };
  return {
    open(embedderId) {
      const dimension = readDimension(embedderId);
      if (dimension < 1 || embedderId !== nameOpenAiEmbedder(config.model, dimension)) {
        throw createMisfitError(embedderId, `当前设置为 EMBEDDINGS=openai，EMBEDDING_MODEL=${config.model}`);
      }
      return connect(dimension);
    },

    async prepare() {
      return { embedder: connect(await measureOpenAiDimension(config)), state: null };
    },
  };
}
