import type { Config } from '../../src/config/config.ts';
import type { Secrets } from '../../src/config/secrets.ts';
import { createConfiguredEmbedders } from '../../src/configured-models.ts';
import { ModelError } from '../../src/domain/errors/model-error.ts';
import type { Embedder, EmbedderProvider } from '../../src/models/ports/embedder.ts';
import type { VectorCache } from '../../src/models/ports/vector-cache.ts';
import { KEPT } from './kept-numbers.ts';

/** What was embedded in this process, or in one that shares `EVAL_CACHE` with it: the same documents are indexed again and again. */
const SHARED: VectorCache = {
  get: async (id, texts) =>
    await Promise.all(
      texts.map(async (text) => {
        const kept = await KEPT.get(`${id}\n${text}`);
        return kept && Float32Array.from(kept);
      }),
    ),
  async put(id, entries) {
    await Promise.all(entries.map(({ text, vector }) => KEPT.put(`${id}\n${text}`, vector)));
  },
  clear: async () => 0,
  close: async () => {},
};

/** Vectors of questions by embedder and text, for as long as the process runs: `eval:model` asks each of them again and again. */
const questions = new Map<string, readonly number[]>();

/**
 * The configured embedders for a measurement: a text is embedded once, and a question's vector is waited for
 * however busy the machine is, so that figures do not depend on it. The caller closes them.
 */
export function createSharedEmbedders(config: Config, secrets: Secrets): EmbedderProvider {
  const provider = createConfiguredEmbedders(config, secrets, SHARED);
  return {
    ...provider,
    forIndex(embedderId, state) {
      const embedder = provider.forIndex(embedderId, state);
      return embedder && waitForQueries(embedder);
    },
  };
}

/** Asked again where it is late: the vector is on its way, and kept when it comes. */
function waitForQueries(embedder: Embedder): Embedder {
  const embedQuery = async (text: string): Promise<number[]> => {
    const kept = questions.get(`${embedder.id}\n${text}`);
    if (kept) return [...kept];
    try {
      const vector = await embedder.embedQuery(text);
      questions.set(`${embedder.id}\n${text}`, vector);
      return vector;
    } catch (error) {
      if (error instanceof ModelError && error.reason === 'timeout') return await embedQuery(text);
      throw error;
    }
  };
  return { ...embedder, embedQuery };
}
