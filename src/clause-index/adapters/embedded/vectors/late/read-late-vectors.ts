import { join } from 'node:path';
import { IndexFormatError } from '../../../../../domain/errors/index-format-error.ts';
import type { Files } from '../../../../../storage/files/files.ts';
import type { VectorIndex } from '../../../../ports/vector-index.ts';
import { readChecked, verifyFile } from '../../files/durable-files.ts';
import { type HnswGraph, openHnswGraph } from '../hnsw-graph.ts';
import { decodePassageVectors, type PassageVectors } from '../passage-vectors.ts';
import { LATE_FILES, readLateManifest } from './late-manifest.ts';

/** What late vectors turn a generation into. */
export interface JoinedVectors {
  readonly embedderId: string;
  /** Such an embedder has no state of its own. */
  readonly embedderState: null;
  /** Of the file that they were read from. */
  readonly sha256: string;
  readonly vectors: VectorIndex;
}

/**
 * The vectors that were added to a generation of `clauseCount` clauses in `folder`, searched by what `createIndex` makes of them; null
 * where none were, or only those whose sum is `known`. Throws IndexFormatError when they are not whole.
 */
export async function readLateVectors(
  disk: Files,
  folder: string,
  clauseCount: number,
  createIndex: (vectors: PassageVectors, graph: HnswGraph | null) => VectorIndex,
  known: string | null = null,
): Promise<JoinedVectors | null> {
  const manifest = await readLateManifest(disk, folder);
  if (manifest === null || manifest.files.vectors.sha256 === known) return null;
  const { embedderId, dimension, passages, files } = manifest;
  const pathOf = (name: string) => join(folder, name);
  const bytes = await readChecked(disk, pathOf(LATE_FILES.vectors), files.vectors);
  const vectors = decodePassageVectors(bytes, LATE_FILES.vectors);
  const isWhole =
    vectors.dimension === dimension &&
    vectors.clauseOf.length === passages &&
    vectors.values.length === passages * dimension &&
    (vectors.clauseOf.at(-1) ?? 0) < Math.max(1, clauseCount);
  if (!isWhole) throw new IndexFormatError(`${pathOf(LATE_FILES.vectors)} 与其清单不符，向量将重新计算。`);
  const joined = { embedderId, embedderState: null, sha256: files.vectors.sha256 };
  if (files.graph === null) return { ...joined, vectors: createIndex(vectors, null) };
  await verifyFile(disk, pathOf(LATE_FILES.graph), files.graph);
  const graph = await openHnswGraph(pathOf(LATE_FILES.graph), dimension);
  return { ...joined, vectors: createIndex(vectors, graph) };
}
