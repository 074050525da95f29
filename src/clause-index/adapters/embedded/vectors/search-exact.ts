import { TopClauses } from '../top-clauses.ts';
import { isNonZero, type PassageVectors, scorePassage } from './passage-vectors.ts';

/** Where to find what an exact search compares. */
export interface PassagePlaces {
  /** Passages by clause: those of clause c are `first[c]` … `first[c + 1]` − 1. */
  readonly first: Uint32Array;
  /** 1 where the vector is not all zero. */
  readonly comparable: Uint8Array;
}

export function locatePassages(vectors: PassageVectors, clauseCount: number): PassagePlaces {
  const first = new Uint32Array(clauseCount + 1);
  for (const clause of vectors.clauseOf) first[clause + 1]!++;
  for (let clause = 0; clause < clauseCount; clause++) first[clause + 1]! += first[clause]!;
  const comparable = vectors.clauseOf.map((_, passage) => (isNonZero(vectors, passage) ? 1 : 0));
  return { first, comparable: Uint8Array.from(comparable) };
}

/** Compares the query with every passage of every allowed clause; a clause counts by its best passage. */
export function searchExact(
  vectors: PassageVectors,
  options: {
    readonly places: PassagePlaces;
    readonly query: Float32Array;
    readonly limit: number;
    readonly mask: Uint8Array | null;
  },
): TopClauses {
  const { places, query, limit, mask } = options;
  const { first, comparable } = places;
  const clauseCount = first.length - 1;
  const top = new TopClauses(limit, clauseCount);
  for (let clause = 0; clause < clauseCount; clause++) {
    if (mask !== null && mask[clause] === 0) continue;
    let best = Number.NEGATIVE_INFINITY;
    for (let passage = first[clause]!; passage < first[clause + 1]!; passage++) {
      if (comparable[passage] === 0) continue;
      const score = scorePassage(vectors, passage, query);
      if (score > best) best = score;
    }
    if (best > Number.NEGATIVE_INFINITY) top.offer(clause, best);
  }
  return top;
}
