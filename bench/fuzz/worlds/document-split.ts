import { readdirSync } from 'node:fs';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { collectSources } from '../../../ingest/collect-sources.ts';
import { parseSource } from '../../../ingest/parse-source.ts';
import { readSource } from '../../../ingest/readers/read-source.ts';
import type { ClauseRecord } from '../../../src/domain/clause.ts';

/** A document of the repository: a seed, or one that the quality cases are asked of. */
export interface SplitDocument {
  readonly file: string;
  readonly documentId: string;
  readonly clauses: readonly ClauseRecord[];
}

export interface DocumentSplit {
  readonly visible: readonly SplitDocument[];
  readonly hidden: readonly SplitDocument[];
}

const ROOT = fileURLToPath(new URL('../../..', import.meta.url));
const FOLDERS = [
  'seeds',
  ...['documents', 'documents-2', 'layouts', 'layouts-2', 'layouts-3'].map((name) => `tests/quality/${name}`),
];

/** All documents that the repository has, in the order in which they are indexed. */
export async function readSplitDocuments(): Promise<SplitDocument[]> {
  const files = FOLDERS.flatMap((folder) =>
    readdirSync(path.join(ROOT, folder))
      .filter((name) => /\.(?:txt|md)$/.test(name))
      .sort()
      .map((name) => path.join(ROOT, folder, name)),
  );
  const { sources } = await collectSources(files);
  return await Promise.all(
    sources.map(async ({ root, file, documentId }) => {
      const { text } = await readSource(root, file);
      return { file: path.join(root, file), documentId, clauses: parseSource(text, documentId).clauses };
    }),
  );
}

/** A part of the documents by chance, the same for the same number; both parts keep the order. */
export function splitDocuments(documents: readonly SplitDocument[], isVisible: () => boolean): DocumentSplit {
  const shown = new Set(documents.filter(isVisible));
  return {
    visible: documents.filter((document) => shown.has(document)),
    hidden: documents.filter((document) => !shown.has(document)),
  };
}
