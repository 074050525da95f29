import { extractTerms } from '../../language/terms.ts';
import {
  createLocalEmbedder,
  LOCAL_EMBEDDER_KIND,
  nameLocalEmbedder,
} from '../adapters/local/create-local-embedder.ts';
import { encodeLsaModel } from '../adapters/local/lsa-model.ts';
import { trainLsaModel } from '../adapters/local/train-lsa-model.ts';
import { createMisfitError, type EmbedderSource } from './embedder-source.ts';

/** Embedders trained on the indexed texts; their state lies in the index. */
export function createLocalSource(): EmbedderSource {
  return {
    open(embedderId, state) {
      if (!embedderId.startsWith(`${LOCAL_EMBEDDER_KIND}-`) || state === null) {
        throw createMisfitError(embedderId, '当前设置为 EMBEDDINGS=local');
      }
      if (nameLocalEmbedder(state) !== embedderId) {
        throw createMisfitError(embedderId, '索引中的向量模型与其编号不符');
      }
      return createLocalEmbedder(state);
    },

    async prepare(texts, frozen) {
      const isUsable = frozen?.state && nameLocalEmbedder(frozen.state) === frozen.id;
      const state = isUsable ? frozen.state : encodeLsaModel(await trainLsaModel(texts, extractTerms));
      return { embedder: createLocalEmbedder(state), state };
    },
  };
}
