import { dirname, join } from 'node:path';
import { DISK_FILES } from '../../../storage/files/disk-files.ts';
import type { Files } from '../../../storage/files/files.ts';

/** Where things lie below the data folder, and what they are read and written with; `docs/architecture.md` shows the tree. */
export interface IndexLayout {
  readonly files: Files;
  readonly dataDir: string;
  readonly folder: string;
  /** Holds the name of the published generation and nothing else. */
  readonly pointer: string;
  readonly generations: string;
  /** Files as they were loaded, of whatever generations. */
  readonly keptFiles: string;
  /** One entry per process that writes or waits to write. */
  readonly locks: string;
  /** Stands where the samples may be built anew: nothing but samples was ever published here. */
  readonly sampleMark: string;
}

export function locateIndex(dataDir: string, files: Files = DISK_FILES): IndexLayout {
  const folder = join(dataDir, 'index');
  return {
    files,
    dataDir,
    folder,
    pointer: join(folder, 'CURRENT'),
    generations: join(folder, 'generations'),
    keptFiles: join(folder, KEPT_FILES),
    locks: join(folder, 'LOCK'),
    sampleMark: join(dataDir, 'SAMPLES'),
  };
}

const KEPT_FILES = 'originals';

/** The folder of kept files that the generation in a folder names. */
export function keptFilesBeside(generationFolder: string): string {
  return join(dirname(dirname(generationFolder)), KEPT_FILES);
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
  /** Marks and places of files that have any; absent where none has. */
  layouts: 'layouts.jsonl',
  keywords: 'keywords.bin',
  vectors: 'vectors.bin',
  graph: 'hnsw.bin',
  embedder: 'embedder.bin',
  /** Documents and sources once more, compressed and checked by itself: what an index is rebuilt from when any other file is damaged. */
  originals: 'originals.jsonl.gz',
} as const;

/** Names of unfinished generations begin with this; a writer removes what a crash left. */
export const UNFINISHED = '.unfinished-';

/** Empty files in the folder of a generation that say what became of it. */
export const GENERATION_MARKS = {
  /** Written, and not yet published. */
  draft: 'DRAFT',
  /** Published once, and taken back by a rollback. */
  withdrawn: 'WITHDRAWN',
} as const;
