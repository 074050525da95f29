import { join } from 'node:path';
import type { Files } from '../../../../storage/files/files.ts';
import type { IndexContents } from '../../../ports/index-publisher.ts';
import { adoptDurably, writeDurably } from '../files/durable-files.ts';
import type { FileCheck } from '../files/file-check.ts';
import { encodeJsonLines } from '../files/json-lines.ts';
import { GENERATION_FILES as FILES, GENERATION_MARKS } from '../index-layout.ts';
import { buildKeywordPostings } from '../keywords/build-keyword-postings.ts';
import { extractClauseTerms, type TermExtractor } from '../keywords/clause-terms.ts';
import { KEYWORD_PARAMETERS } from '../keywords/keyword-parameters.ts';
import { encodeKeywordPostings } from '../keywords/keyword-postings.ts';
import { encodeOriginals } from '../originals/originals-file.ts';
import type { SavedClauseTable } from '../records/clause-table.ts';
import { buildUnitTable } from '../records/unit-table.ts';
import { EXACT_SEARCH_LIMIT } from '../vectors/embedded-vector-index.ts';
import { saveHnswGraph } from '../vectors/hnsw-graph.ts';
import { buildPassageVectors, encodePassageVectors } from '../vectors/passage-vectors.ts';
import { countClauses } from './count-clauses.ts';
import { encodeManifest, FORMAT_VERSION, type GenerationManifest } from './generation-manifest.ts';

/** Writes all files of one generation into `folder`, which must not exist, the manifest last, and flushes them. It is marked as a draft. */
export async function writeGeneration(
  disk: Files,
  folder: string,
  contents: IndexContents,
  options: {
    readonly version: string;
    readonly previous: string | null;
    readonly createdAt: string;
    readonly extractTerms: TermExtractor;
  },
): Promise<GenerationManifest> {
  const { documents, clauses, sources, embedder } = contents;
  const clauseCounts = countClauses(contents);
  const vectors = buildPassageVectors(contents.passages, {
    dimension: embedder.dimension,
    clauseCount: clauses.length,
  });
  const unitTable = buildUnitTable(clauses);
  const postings = await buildKeywordPostings(
    extractClauseTerms(documents, clauses, options.extractTerms),
    KEYWORD_PARAMETERS,
  );

  await disk.createFolder(folder);
  await writeDurably(disk, join(folder, GENERATION_MARKS.draft), []);
  const files: Record<string, FileCheck> = {};
  const write = async (name: string, parts: Iterable<Uint8Array | string>) => {
    files[name] = await writeDurably(disk, join(folder, name), parts);
  };
  const table: SavedClauseTable = { clauseIds: clauses.map(({ clauseId }) => clauseId), clauseCounts };
  await write(FILES.documents, [JSON.stringify(documents)]);
  await write(FILES.clauseTable, [JSON.stringify(table)]);
  await write(FILES.clauses, encodeJsonLines(clauses));
  await write(FILES.units, [JSON.stringify(unitTable)]);
  const texts = documents.map(({ documentId }) => sources.get(documentId) ?? null);
  await write(FILES.sources, encodeJsonLines(texts));
  const layouts = documents.map(({ documentId }) => contents.layouts?.get(documentId) ?? null);
  if (layouts.some((layout) => layout !== null)) await write(FILES.layouts, encodeJsonLines(layouts));
  const originals = documents.map((document, i) => ({ document, source: texts[i]!, layout: layouts[i]! }));
  await write(FILES.originals, encodeOriginals({ origin: contents.origin, documents: originals }));
  await write(FILES.keywords, encodeKeywordPostings(postings));
  await write(FILES.vectors, encodePassageVectors(vectors));
  if (embedder.state !== null) await write(FILES.embedder, [embedder.state]);
  if (contents.passages.length > EXACT_SEARCH_LIMIT) {
    const path = join(folder, FILES.graph);
    if (await saveHnswGraph(path, vectors)) files[FILES.graph] = await adoptDurably(disk, path);
  }

  const manifest: GenerationManifest = {
    format: 'tiaowen-index',
    formatVersion: FORMAT_VERSION,
    version: options.version,
    createdAt: options.createdAt,
    previous: options.previous,
    origin: { ...contents.origin, paths: [...contents.origin.paths] },
    embedder: { id: embedder.id, dimension: embedder.dimension, hasState: embedder.state !== null },
    counts: {
      documents: documents.length,
      clauses: clauses.length,
      passages: contents.passages.length,
      unitNames: unitTable.names.length,
      terms: postings.starts.length - 1,
    },
    files,
  };
  await writeDurably(disk, join(folder, FILES.manifest), [encodeManifest(manifest)]);
  await disk.syncFolder(folder);
  return manifest;
}
