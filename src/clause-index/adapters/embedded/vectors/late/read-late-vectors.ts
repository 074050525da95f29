import { join } from 'node:path';
import { IndexFormatError } from '../../../../../domain/errors/index-format-error.ts';
import type { Files } from '../../../../../storage/files/files.ts';
import type { VectorIndex } from '../../../../ports/vector-index.ts';
import { readChecked, verifyFile } from '../../files/durable-files.ts';
import { type HnswGraph, openHnswGraph } from '../hnsw-graph.ts';
import { decodePassageVectors, type PassageVectors } from '../passage-vectors.ts';
import { LATE_FILES, LATE_FOLDER, readLateManifest } from './late-manifest.ts';

/** What late vectors turn a generation into. */
export interface JoinedVectors {
  readonly embedderId: string;
  /** Such an embedder has no state of its own. */
  readonly embedderState: null;
  readonly vectors: VectorIndex;
}

/**
 * The vectors that were added to a generation of `clauseCount` clauses, searched by what `createIndex` makes of them; null
 * where none were. Throws IndexFormatError when they are not whole.
 */
export async function readLateVectors(
  disk: Files,
  generationFolder: string,
  clauseCount: number,
  createIndex: (vectors: PassageVectors, graph: HnswGraph | null) => VectorIndex,
): Promise<JoinedVectors | null> {
  const manifest = await readLateManifest(disk, generationFolder);
  if (manifest === null) return null;
  const { embedderId, dimension, passages, files } = manifest;
  const pathOf = (name: string) => join(generationFolder, LATE_FOLDER, name);
  const bytes = await readChecked(disk, pathOf(LATE_FILES.vectors), files.vectors);
  const vectors = decodePassageVectors(bytes, LATE_FILES.vectors);
  const isWhole =
    vectors.dimension === dimension &&
    vectors.clauseOf.length === passages &&
    vectors.values.length === passages * dimension &&
    (vectors.clauseOf.at(-1) ?? 0) < Math.max(1, clauseCount);
  if (!isWhole) throw new IndexFormatError(`${pathOf(LATE_FILES.vectors)} 与其清单不符，向量将重新计算。`);
  if (files.graph === null) return { embedderId, embedderState: null, vectors: createIndex(vectors, null) };
  await verifyFile(disk, pathOf(LATE_FILES.graph), files.graph);
  const graph = await openHnswGraph(pathOf(LATE_FILES.graph), dimension);
  return { embedderId, embedderState: null, vectors: createIndex(vectors, graph) };
}
