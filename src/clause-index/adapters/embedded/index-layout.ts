import { join } from 'node:path';

/** Where things lie below the data folder; `docs/architecture.md` shows the tree. */
export interface IndexLayout {
  readonly folder: string;
  /** Holds the name of the published generation and nothing else. */
  readonly pointer: string;
  readonly generations: string;
  /** One entry per process that writes or waits to write. */
  readonly locks: string;
}

export function locateIndex(dataDir: string): IndexLayout {
  const folder = join(dataDir, 'index');
  return {
    folder,
    pointer: join(folder, 'CURRENT'),
    generations: join(folder, 'generations'),
    locks: join(folder, 'LOCK'),
  };
}

/** Files of one generation. */
export const GENERATION_FILES = {
  manifest: 'manifest.json',
  documents: 'documents.json',
  /** Clause ids and how many clauses each document has: enough to search without parsing a clause. */
  clauseTable: 'clause-table.json',
  clauses: 'clauses.jsonl',
  units: 'units.json',
  sources: 'sources.jsonl',
  keywords: 'keywords.bin',
  vectors: 'vectors.bin',
  graph: 'hnsw.bin',
  embedder: 'embedder.bin',
} as const;

/** Names of unfinished generations begin with this; a writer removes what a crash left. */
export const UNFINISHED = '.unfinished-';
