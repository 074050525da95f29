import { mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import type { LateVectors } from '../../../../ports/vector-publisher.ts';
import { adoptDurably, syncFolder, writeDurably } from '../../files/durable-files.ts';
import { EXACT_SEARCH_LIMIT } from '../embedded-vector-index.ts';
import { saveHnswGraph } from '../hnsw-graph.ts';
import { encodePassageVectors } from '../passage-vectors.ts';
import { LATE_FILES, type LateManifest } from './late-manifest.ts';

/** Writes all files of late vectors into `folder`, which must not exist, the manifest last, and flushes them. */
export async function writeLateVectors(folder: string, late: LateVectors): Promise<void> {
  const { embedderId, dimension, clauseOf, values } = late;
  await mkdir(folder, { recursive: true });
  const vectors = await writeDurably(
    join(folder, LATE_FILES.vectors),
    encodePassageVectors({ dimension, clauseOf, values }),
  );
  const graphPath = join(folder, LATE_FILES.graph);
  const hasGraph = clauseOf.length > EXACT_SEARCH_LIMIT && (await saveHnswGraph(graphPath, late));
  const graph = hasGraph ? await adoptDurably(graphPath) : null;
  const manifest: LateManifest = {
    embedderId,
    dimension,
    passages: clauseOf.length,
    files: { vectors, graph },
  };
  await writeDurably(join(folder, LATE_FILES.manifest), [JSON.stringify(manifest)]);
  await syncFolder(folder);
}
