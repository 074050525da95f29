import type { Visibility } from '../../../../domain/search-scope.ts';
import type { VectorIndex } from '../../../ports/vector-index.ts';
import { type ClauseFilter, createClauseFilter } from '../records/clause-filter.ts';
import type { ClauseTable } from '../records/clause-table.ts';
import type { UnitTable } from '../records/unit-table.ts';
import { TopClauses } from '../top-clauses.ts';
import type { HnswGraph } from './hnsw-graph.ts';
import { normalizeVector, type PassageVectors, scorePassage } from './passage-vectors.ts';
import { locatePassages, searchExact } from './search-exact.ts';

/**
 * Up to so many passages every vector is compared: measured at 192 dimensions that takes 2 ms, and the answer is exact.
 * The graph is built and walked only above it. A filter that leaves no more than this is searched exactly too, so that
 * it always fills its limit, and so is everything for a caller who does not see all: how the walk goes depends on the
 * passages that it passes, hidden ones too.
 */
export const EXACT_SEARCH_LIMIT = 10_000;

/** `graph` is null for small indexes and where hnswlib is missing: then every search is exact. */
export function createEmbeddedVectorIndex(
  vectors: PassageVectors,
  graph: HnswGraph | null,
  records: { readonly table: ClauseTable; readonly units: UnitTable },
): VectorIndex {
  const { table, units } = records;
  const places = locatePassages(vectors, table.clauseCount);

  const search = (
    query: Float32Array,
    limit: number,
    { mask, allowed }: ClauseFilter,
    visibility: Visibility,
  ): TopClauses => {
    const exact = () => searchExact(vectors, { places, query, limit, mask });
    if (graph === null || visibility !== 'all' || allowed <= EXACT_SEARCH_LIMIT) return exact();
    const allows = mask === null ? undefined : (passage: number) => mask[vectors.clauseOf[passage]!] === 1;
    // A clause of several passages takes several places in the walk: widen until enough clauses are found.
    for (let count = limit; ; count *= 2) {
      const passages = graph.findPassages(query, count, allows);
      const top = mergePassages(vectors, { passages, query, limit, clauseCount: table.clauseCount });
      if (top.size >= Math.min(limit, allowed)) return top;
      if (passages.length < count) return exact();
    }
  };

  return {
    dimension: vectors.dimension,
    size: vectors.clauseOf.length,
    method: graph === null ? 'exact' : 'approximate',
    async search(queries, { limit, scope }) {
      const normalized = queries.map((vector) => normalizeVector(vector, vectors.dimension));
      const filter = createClauseFilter(table, units, scope);
      return normalized.map((query) => {
        if (limit < 1 || filter.allowed === 0 || query.every((value) => value === 0)) return [];
        return search(query, Math.floor(limit), filter, scope.visibility).rank(table.clauseIds);
      });
    },
  };
}

function mergePassages(
  vectors: PassageVectors,
  options: {
    readonly passages: readonly number[];
    readonly query: Float32Array;
    readonly limit: number;
    readonly clauseCount: number;
  },
): TopClauses {
  const best = new Map<number, number>();
  for (const passage of options.passages) {
    const clause = vectors.clauseOf[passage]!;
    const score = scorePassage(vectors, passage, options.query);
    if (score > (best.get(clause) ?? Number.NEGATIVE_INFINITY)) best.set(clause, score);
  }
  const top = new TopClauses(options.limit, options.clauseCount);
  for (const [clause, score] of best) top.offer(clause, score);
  return top;
}
