import { IndexFormatError } from '../domain/errors/index-format-error.ts';
import { extractTerms } from '../language/terms.ts';
import {
  createLocalEmbedder,
  LOCAL_EMBEDDER_KIND,
  nameLocalEmbedder,
} from './adapters/local/create-local-embedder.ts';
import { encodeLsaModel } from './adapters/local/lsa-model.ts';
import { trainLsaModel } from './adapters/local/train-lsa-model.ts';
import {
  createOpenAiEmbedder,
  measureOpenAiDimension,
  nameOpenAiEmbedder,
} from './adapters/openai/create-openai-embedder.ts';
import type { Embedder, EmbedderProvider } from './ports/embedder.ts';

/** Which embedder to use; the caller has read the environment. */
export type EmbedderConfig =
  | { readonly kind: 'local' }
  | {
      readonly kind: 'openai';
      readonly apiKey: string;
      readonly baseUrl?: string;
      readonly model: string;
    };

/** Gives embedders for indexes as configured; see the port. */
export function createEmbedderProvider(config: EmbedderConfig): EmbedderProvider {
  const known = new Map<string, Embedder>();
  const remember = (embedder: Embedder): Embedder => {
    known.set(embedder.id, embedder);
    return embedder;
  };

  return {
    forIndex(embedderId, state) {
      const embedder = known.get(embedderId);
      if (embedder !== undefined) return embedder;
      return remember(
        config.kind === 'local' ? openLocal(embedderId, state) : openService(config, embedderId),
      );
    },

    async forIngest(texts, frozen) {
      if (config.kind === 'openai') {
        const dimension = await measureOpenAiDimension(config);
        const id = nameOpenAiEmbedder(config.model, dimension);
        return {
          embedder: known.get(id) ?? remember(createOpenAiEmbedder({ ...config, dimension })),
          state: null,
        };
      }
      if (frozen?.state && nameLocalEmbedder(frozen.state) === frozen.id) {
        return { embedder: this.forIndex(frozen.id, frozen.state), state: frozen.state };
      }
      const state = encodeLsaModel(await trainLsaModel(texts, extractTerms));
      return { embedder: this.forIndex(nameLocalEmbedder(state), state), state };
    },
  };
}

function openLocal(embedderId: string, state: Uint8Array | null): Embedder {
  if (!embedderId.startsWith(`${LOCAL_EMBEDDER_KIND}-`) || state === null) {
    throw misfit(embedderId, '当前设置为 EMBEDDINGS=local');
  }
  if (nameLocalEmbedder(state) !== embedderId) throw misfit(embedderId, '索引中的向量模型与其编号不符');
  return createLocalEmbedder(state);
}

function openService(config: Extract<EmbedderConfig, { kind: 'openai' }>, embedderId: string): Embedder {
  const dimension = Number(/-(?<dimension>\d+)$/.exec(embedderId)?.groups?.dimension ?? 0);
  if (dimension < 1 || embedderId !== nameOpenAiEmbedder(config.model, dimension)) {
    throw misfit(embedderId, `当前设置为 EMBEDDINGS=openai，EMBEDDING_MODEL=${config.model}`);
  }
  return createOpenAiEmbedder({ ...config, dimension });
}

function misfit(embedderId: string, why: string): IndexFormatError {
  return new IndexFormatError(
    `索引的向量由 ${embedderId} 生成，${why}，两者不能比较。请恢复原来的设置，或运行 npm run ingest 重新生成索引。`,
  );
}
