import { join } from 'node:path';
import type { Files } from '../../../../../storage/files/files.ts';
import type { LateVectors } from '../../../../ports/vector-publisher.ts';
import { adoptDurably, writeDurably } from '../../files/durable-files.ts';
import { EXACT_SEARCH_LIMIT } from '../embedded-vector-index.ts';
import { saveHnswGraph } from '../hnsw-graph.ts';
import { encodePassageVectors } from '../passage-vectors.ts';
import { LATE_FILES, type LateManifest } from './late-manifest.ts';

/** Writes all files of late vectors into `folder`, which must not exist, the manifest last, and flushes them. */
export async function writeLateVectors(disk: Files, folder: string, late: LateVectors): Promise<void> {
  const { embedderId, dimension, clauseOf, values } = late;
  await disk.createFolder(folder);
  const vectors = await writeDurably(
    disk,
    join(folder, LATE_FILES.vectors),
    encodePassageVectors({ dimension, clauseOf, values }),
  );
  const graphPath = join(folder, LATE_FILES.graph);
  const hasGraph = clauseOf.length > EXACT_SEARCH_LIMIT && (await saveHnswGraph(graphPath, late));
  const graph = hasGraph ? await adoptDurably(disk, graphPath) : null;
  const manifest: LateManifest = {
    embedderId,
    dimension,
    passages: clauseOf.length,
    files: { vectors, graph },
  };
  await writeDurably(disk, join(folder, LATE_FILES.manifest), [JSON.stringify(manifest)]);
  await disk.syncFolder(folder);
}
