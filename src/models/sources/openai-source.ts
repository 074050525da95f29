import {
  createOpenAiEmbedder,
  measureOpenAiDimension,
  nameOpenAiEmbedder,
} from '../adapters/openai/create-openai-embedder.ts';
import { cacheEmbeddings } from '../cache-embeddings.ts';
import type { Embedder } from '../ports/embedder.ts';
import type { VectorCache } from '../ports/vector-cache.ts';
import { guardQueries } from '../resilience/guard-queries.ts';
import { limitQueries } from '../resilience/limit-queries.ts';
import { createMisfitError, type EmbedderSource, readDimension } from './embedder-source.ts';

export interface OpenAiConfig {
  readonly apiKey: string;
  readonly baseUrl?: string;
  readonly model: string;
}

/** Words alone answer what waits longer. */
const QUERY_TIMEOUT_MS = 2000;

/** Embedders of an OpenAI-compatible service. Each ingestion first asks it for the vector of one short text. */
export function createOpenAiSource(config: OpenAiConfig, vectorCache?: VectorCache): EmbedderSource {
  const connect = (dimension: number): Embedder => {
    const guarded = guardQueries(createOpenAiEmbedder({ ...config, dimension }));
    const embedder = limitQueries(guarded, { timeoutMs: QUERY_TIMEOUT_MS });
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
