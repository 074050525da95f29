import { setImmediate as breathe } from 'node:timers/promises';
import type { HierarchicalNSW } from 'hnswlib-node';
import { isNonZero, type PassageVectors } from './passage-vectors.ts';

/**
 * The only file that knows hnswlib. The package is optional at install: everything here answers null where it cannot be
 * loaded, and exact search serves instead.
 */

/** Links per passage: 16 suits some hundred dimensions. */
const LINKS = 16;
/** Candidates looked at while inserting: more gives a better graph and a slower build. */
const BUILD_CANDIDATES = 150;
/** Fixed, and insertion is in passage order on one thread: the same vectors give the same graph. */
const SEED = 100;
/** Least candidates looked at while searching: with 128 the hundredth neighbour was missed too often. */
const SEARCH_CANDIDATES = 256;
const PASSAGES_PER_STEP = 200;

export interface HnswGraph {
  /** The nearest passages, best first; fewer than `count` when the walk finds no more that `allows` lets through. */
  findPassages(
    query: Float32Array,
    count: number,
    allows: ((passage: number) => boolean) | undefined,
  ): readonly number[];
}

/** Builds the graph and saves it at `path`; false where hnswlib cannot be loaded. Lets other work run between steps. */
export async function saveHnswGraph(path: string, vectors: PassageVectors): Promise<boolean> {
  const library = await loadHnswlib();
  if (library === null) return false;
  const { dimension, values } = vectors;
  const count = vectors.clauseOf.length;
  const graph = new library.HierarchicalNSW('ip', dimension);
  graph.initIndex(Math.max(count, 1), LINKS, BUILD_CANDIDATES, SEED);
  for (let passage = 0; passage < count; passage++) {
    if (isNonZero(vectors, passage)) {
      graph.addPoint(Array.from(values.subarray(passage * dimension, (passage + 1) * dimension)), passage);
    }
    if (passage % PASSAGES_PER_STEP === 0) await breathe();
  }
  await graph.writeIndex(path);
  return true;
}

/** Null where hnswlib cannot be loaded. The file's checksum must have been verified: hnswlib itself checks little. */
export async function openHnswGraph(path: string, dimension: number): Promise<HnswGraph | null> {
  const library = await loadHnswlib();
  if (library === null) return null;
  const graph = new library.HierarchicalNSW('ip', dimension);
  await graph.readIndex(path);
  const size = graph.getCurrentCount();
  return {
    findPassages(query, count, allows) {
      const wanted = Math.min(count, size);
      if (wanted === 0) return [];
      graph.setEf(Math.max(SEARCH_CANDIDATES, wanted));
      return graph.searchKnn(Array.from(query), wanted, allows).neighbors;
    },
  };
}

async function loadHnswlib(): Promise<{ HierarchicalNSW: typeof HierarchicalNSW } | null> {
  try {
    // CommonJS: the classes are on the default export.
    return (await import('hnswlib-node')).default;
  } catch {
    return null;
  }
}
