import type { Config } from '../../src/config/config.ts';
import type { Secrets } from '../../src/config/secrets.ts';
import { createConfiguredEmbedders } from '../../src/configured-models.ts';
import { ModelError } from '../../src/domain/errors/model-error.ts';
import type { Embedder, EmbedderProvider } from '../../src/models/ports/embedder.ts';
import type { VectorCache } from '../../src/models/ports/vector-cache.ts';

/** Vectors by embedder and text, for as long as the process runs: the groups of a run index the same documents again and again. */
const vectors = new Map<string, Float32Array>();

const SHARED: VectorCache = {
  get: async (id, texts) => texts.map((text) => vectors.get(`${id}\n${text}`) ?? null),
  async put(id, entries) {
    for (const { text, vector } of entries) vectors.set(`${id}\n${text}`, vector);
  },
  async clear() {
    const { size } = vectors;
    vectors.clear();
    return size;
  },
  close: async () => {},
};

/**
 * The configured embedders for a measurement: a text is embedded once a process, and a question's vector is waited for
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
    try {
      return await embedder.embedQuery(text);
    } catch (error) {
      if (error instanceof ModelError && error.reason === 'timeout') return await embedQuery(text);
      throw error;
    }
  };
  return { ...embedder, embedQuery };
}
