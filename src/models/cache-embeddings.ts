import type { Embedder } from './ports/embedder.ts';
import type { VectorCache } from './ports/vector-cache.ts';

/**
 * An embedder that asks `embedder` only for documents whose vectors `cache` lacks, each text once, in batches of `batchSize`
 * (default 64). A batch is on disk before the next one goes out, so that a crash loses at most one. What comes back is
 * rounded to 32 bits, the same whether it was kept or not. Questions pass through. Errors of both sides pass through.
 */
export function cacheEmbeddings(
  embedder: Embedder,
  cache: VectorCache,
  { batchSize = 64 }: { readonly batchSize?: number } = {},
): Embedder {
  const { id, dimension } = embedder;
  return {
    ...embedder,

    async embedDocuments(texts) {
      const vectors = new Map<string, Float32Array>();
      const distinct = [...new Set(texts)];
      const kept = await cache.get(id, distinct);
      kept.forEach((vector, i) => {
        if (vector !== null && isWhole(vector, dimension)) vectors.set(distinct[i]!, vector);
      });
      const missing = distinct.filter((text) => !vectors.has(text));
      for (let start = 0; start < missing.length; start += batchSize) {
        const batch = missing.slice(start, start + batchSize);
        const fresh = await embedder.embedDocuments(batch);
        const entries = batch.map((text, i) => ({ text, vector: Float32Array.from(fresh[i]!) }));
        await cache.put(id, entries);
        for (const { text, vector } of entries) vectors.set(text, vector);
      }
      return texts.map((text) => Array.from(vectors.get(text)!));
    },
  };
}

/** A damaged entry is embedded again and replaced. */
function isWhole(vector: Float32Array, dimension: number): boolean {
  return vector.length === dimension && vector.every(Number.isFinite);
}
