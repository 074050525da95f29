import { join } from 'node:path';
import type { ClauseRecord } from '../../../../domain/clause.ts';
import { IndexFormatError } from '../../../../domain/errors/index-format-error.ts';
import type { PolicyDocument } from '../../../../domain/policy-document.ts';
import type { SourceLayout } from '../../../../domain/source-layout.ts';
import type { Files } from '../../../../storage/files/files.ts';
import type { IndexSnapshot } from '../../../ports/index-snapshot.ts';
import { readChecked, verifyFile } from '../files/durable-files.ts';
import { JsonLines } from '../files/json-lines.ts';
import { GENERATION_FILES as FILES, keptFilesBeside } from '../index-layout.ts';
import { createEmbeddedKeywordIndex } from '../keywords/embedded-keyword-index.ts';
import { decodeKeywordPostings } from '../keywords/keyword-postings.ts';
import { createKeptFiles } from '../originals/kept-files.ts';
import { createClauseTable, type SavedClauseTable } from '../records/clause-table.ts';
import { createEmbeddedClauseStore } from '../records/embedded-clause-store.ts';
import { createEmbeddedSourceStore } from '../records/embedded-source-store.ts';
import { createEmbeddedUnitIndex } from '../records/embedded-unit-index.ts';
import { createUnitTable, type SavedUnitTable } from '../records/unit-table.ts';
import { createEmbeddedVectorIndex } from '../vectors/embedded-vector-index.ts';
import { type HnswGraph, openHnswGraph } from '../vectors/hnsw-graph.ts';
import { LATE_FOLDER, QUESTIONS_FOLDER } from '../vectors/late/late-manifest.ts';
import { type JoinedVectors, readLateVectors } from '../vectors/late/read-late-vectors.ts';
import { decodePassageVectors, type PassageVectors } from '../vectors/passage-vectors.ts';
import { type GenerationManifest, readManifest } from './generation-manifest.ts';

/** Parsed clause records and source texts that are kept; above that they are parsed again from the bytes in memory. */
const CACHED_CLAUSES = 20_000;
const CACHED_SOURCES = 200;
/** Of a long file a layout takes some megabytes. */
const CACHED_LAYOUTS = 20;

/** A generation in memory: all that a snapshot shows but the release. */
export interface OpenGeneration extends Omit<IndexSnapshot, 'release' | 'questions'> {
  readonly manifest: GenerationManifest;
  /** The vectors that were added to it since, or null. Throws IndexFormatError where they are damaged. */
  readLateVectors(): Promise<JoinedVectors | null>;
  /** The same of questions, unless they are those whose sum is `known`. */
  readQuestions(known: string | null): Promise<JoinedVectors | null>;
  /** Those that were read. */
  readonly questions: JoinedVectors | null;
}

/**
 * Loads a generation whole, so that its folder may be deleted afterwards. Checks every file against the manifest and the
 * counts against each other. Throws IndexFormatError on any difference and the plain ENOENT when the folder is gone.
 */
export async function openGeneration(files: Files, folder: string): Promise<OpenGeneration> {
  const manifest = await readManifest(files, folder);
  const read = async (name: string) => {
    const expected = manifest.files[name];
    if (expected === undefined) throw misfit(folder, `清单中没有 ${name}`);
    return await readChecked(files, join(folder, name), expected);
  };
  const readJson = async <T>(name: string) => JSON.parse(new TextDecoder().decode(await read(name))) as T;

  const documents = await readJson<PolicyDocument[]>(FILES.documents);
  const savedTable = await readJson<SavedClauseTable>(FILES.clauseTable);
  const units = createUnitTable(await readJson<SavedUnitTable>(FILES.units));
  const clauses = new JsonLines<ClauseRecord>(await read(FILES.clauses), CACHED_CLAUSES);
  const sources = new JsonLines<string | null>(await read(FILES.sources), CACHED_SOURCES);
  const layouts =
    manifest.files[FILES.layouts] === undefined
      ? null
      : new JsonLines<SourceLayout | null>(await read(FILES.layouts), CACHED_LAYOUTS);
  const postings = decodeKeywordPostings(await read(FILES.keywords), FILES.keywords);
  const vectors = decodePassageVectors(await read(FILES.vectors), FILES.vectors);
  const embedderState = manifest.embedder.hasState ? await read(FILES.embedder) : null;

  const table = createClauseTable(documents, savedTable);
  const { counts, embedder } = manifest;
  const expectCount = (what: string, expected: number, found: number) => {
    if (expected !== found) throw misfit(folder, `${what}应为 ${expected}，实为 ${found}`);
  };
  expectCount('文件数', counts.documents, documents.length);
  expectCount('原文数', counts.documents, sources.length);
  if (layouts !== null) expectCount('版面数', counts.documents, layouts.length);
  expectCount('条文数', counts.clauses, table.clauseCount);
  expectCount('各文件条文合计', counts.clauses, table.firstClause[documents.length] ?? 0);
  expectCount('条文记录数', counts.clauses, clauses.length);
  expectCount('关键词索引条文数', counts.clauses, postings.clauseCount);
  expectCount('关键词数', counts.terms, postings.starts.length - 1);
  expectCount('单位数', counts.unitNames, units.names.length);
  expectCount('向量维数', embedder.dimension, vectors.dimension);
  expectCount('向量段数', counts.passages, vectors.clauseOf.length);
  expectCount('向量长度', counts.passages * embedder.dimension, vectors.values.length);

  const graphCheck = manifest.files[FILES.graph];
  if (graphCheck !== undefined) await verifyFile(files, join(folder, FILES.graph), graphCheck);
  const graph =
    graphCheck === undefined ? null : await openHnswGraph(join(folder, FILES.graph), embedder.dimension);

  const createVectorIndex = (late: PassageVectors, lateGraph: HnswGraph | null) =>
    createEmbeddedVectorIndex(late, lateGraph, { table, units });

  return {
    manifest,
    readLateVectors: () =>
      readLateVectors(files, join(folder, LATE_FOLDER), table.clauseCount, createVectorIndex),
    readQuestions: (known) =>
      readLateVectors(files, join(folder, QUESTIONS_FOLDER), table.clauseCount, createVectorIndex, known),
    questions: null,
    version: manifest.version,
    embedderId: embedder.id,
    embedderState,
    clauses: createEmbeddedClauseStore(table, clauses),
    units: createEmbeddedUnitIndex(table, units),
    vectors: createVectorIndex(vectors, graph),
    keywords: createEmbeddedKeywordIndex(postings, table, units),
    sources: createEmbeddedSourceStore(table, {
      texts: sources,
      layouts,
      originals: createKeptFiles(files, keptFilesBeside(folder)),
    }),
  };
}

function misfit(folder: string, why: string): IndexFormatError {
  return new IndexFormatError(`索引 ${folder} 前后不一致（${why}）。`);
}
