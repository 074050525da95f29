import { join } from 'node:path';
import type {
  IndexOrigin,
  IndexPublisher,
  PublishedIndex,
} from '../src/clause-index/ports/index-publisher.ts';
import type { ClauseIndex } from '../src/clause-index/ports/index-snapshot.ts';
import { IndexFormatError } from '../src/domain/errors/index-format-error.ts';
import { TiaowenError } from '../src/domain/errors/tiaowen-error.ts';
import { isPlainText } from '../src/domain/source-layout.ts';
import type { EmbedderProvider } from '../src/models/ports/embedder.ts';
import { findFormerClauses } from './aliases/find-former-clauses.ts';
import { collectSources, type SourceFile } from './collect-sources.ts';
import { type DocumentContents, layoutOf, layoutsOf, reportOf } from './document-contents.ts';
import { buildIndexContents } from './indexing/build-index-contents.ts';
import { requireSameEmbedder } from './indexing/require-same-embedder.ts';
import type { IngestedFile, IngestProgress, IngestReport, SkippedFile } from './ingest-report.ts';
import { parseSource } from './parse-source.ts';
import { readPublished, readPublishedIfSound } from './read-published.ts';
import type { ReaderProcess } from './readers/process/reader-process.ts';
import { readSource } from './readers/read-source.ts';
import { buildPolicyDocument, recordHashOf } from './records/build-policy-document.ts';

export interface IngestOptions {
  readonly paths: readonly string[];
  /** Keep the documents of the published index that are not among the paths. */
  readonly add?: boolean;
  /** Ids of files by their absolute paths, whatever document had them before; with `add` these take its place. */
  readonly ids?: ReadonlyMap<string, string>;
  /** Train the local embedder anew instead of keeping the published one; with `add`, also allow another embedder for all. */
  readonly retrain?: boolean;
  /** Take nothing over from the published index, which may then be damaged. */
  readonly anew?: boolean;
  /** Once this run alone may write, before it does; what it throws ends the run. */
  readonly beforeWriting?: () => Promise<void>;
  readonly origin: Omit<IndexOrigin, 'paths'>;
  readonly index: ClauseIndex;
  readonly publisher: IndexPublisher;
  readonly embedders: EmbedderProvider;
  /** Absent: one with the default limits. */
  readonly readerProcess?: ReaderProcess;
  readonly onProgress?: (progress: IngestProgress) => void;
}

/**
 * Raw files → published index: read, clean, parse, build records, embed and publish. Files that did not change since the
 * published index are not parsed again. Throws ManifestError, IndexLockedError, IndexWriteError, ModelError, and IndexFormatError when
 * documents would be added to an index that cannot be read, or with another embedder; a file that cannot be used is skipped with its
 * reason. Without `add` an index that cannot be read is replaced, and kept to be looked at.
 */
export async function runIngest(options: IngestOptions): Promise<IngestReport> {
  const lock = await options.publisher.lock();
  try {
    await options.beforeWriting?.();
    const notices: string[] = [];
    const published = await toleratingDamage(options, notices, null, () => options.publisher.describe());
    const previous = await toleratingDamage(options, notices, [], () =>
      published === null ? Promise.resolve([]) : readPublished(options.index),
    );
    const earlier = options.anew ? await readPublishedIfSound(options.index) : previous;
    const collection = await collectSources(
      options.paths,
      options.add ? previous.map(({ document }) => document) : [],
      options.ids,
    );
    const contents: DocumentContents[] = [];
    const files: IngestedFile[] = [];
    const skipped: SkippedFile[] = [...collection.skipped];
    for (const [i, source] of collection.sources.entries()) {
      options.onProgress?.({
        stage: 'reading',
        done: i,
        total: collection.sources.length,
        file: source.file,
      });
      const read = await readDocument(source, previous, earlier, options);
      if ('reason' in read) skipped.push({ file: source.file, reason: read.reason });
      else {
        contents.push(read.contents);
        files.push(read.report);
      }
    }
    if (contents.length === 0)
      return { version: null, files, skipped, documents: 0, clauses: 0, units: 0, notices };
    const kept = options.add ? withoutReplaced(previous, contents) : [];
    const all = [...kept, ...contents];
    const built = await buildIndexContents({
      documents: all.map(({ document }) => document),
      clauses: all.flatMap(({ clauses }) => clauses),
      sources: new Map(all.map(({ document, source }) => [document.documentId, source])),
      layouts: layoutsOf(all),
      origin: {
        ...options.origin,
        paths: options.add
          ? [...new Set([...(published?.origin.paths ?? []), ...options.paths])]
          : options.paths,
      },
      provider:
        options.add && !options.retrain && published !== null
          ? requireSameEmbedder(options.embedders, published)
          : options.embedders,
      frozen: keepsEmbedder(options, published)
        ? { id: published!.embedderId, state: published!.embedderState }
        : null,
      onProgress: options.onProgress,
    });
    options.onProgress?.({ stage: 'publishing', done: 0, total: 1 });
    const version = await options.publisher.publish(built);
    return {
      version,
      files,
      skipped,
      documents: all.length,
      clauses: built.clauses.length,
      units: built.clauses.reduce((sum, clause) => sum + clause.units.length, 0),
      notices,
    };
  } finally {
    await lock.release();
  }
}

/**
 * What is read of the published index, or `without` where it need not be read. An index of another format or damaged is passed over with a
 * notice, unless documents are to be added to it: those that it holds would be lost.
 */
async function toleratingDamage<T>(
  { add, anew }: IngestOptions,
  notices: string[],
  without: T,
  read: () => Promise<T>,
): Promise<T> {
  if (anew) return without;
  try {
    return await read();
  } catch (error) {
    if (add || !(error instanceof IndexFormatError)) throw error;
    notices.push(`原来的索引无法读取，没有沿用，但保留在磁盘上：${error.message.split('\n', 1)[0]}`);
    return without;
  }
}

type ReadDocument =
  | { readonly contents: DocumentContents; readonly report: IngestedFile }
  | { readonly reason: string };

async function readDocument(
  source: SourceFile,
  previous: readonly DocumentContents[],
  earlier: readonly DocumentContents[],
  { readerProcess, publisher }: Pick<IngestOptions, 'readerProcess' | 'publisher'>,
): Promise<ReadDocument> {
  try {
    const raw = await readSource(source.root, source.file, readerProcess);
    const hash = recordHashOf(raw, source.manifest);
    const known = previous.find(
      ({ document }) =>
        document.documentId === source.documentId &&
        document.sourceHash === hash &&
        document.sourcePath === join(source.root, source.file) &&
        document.sourceFile === raw.sourceFile,
    );
    if (known?.document.original) await publisher.keepFile(raw.bytes);
    if (known) {
      const contents = { ...known, document: { ...known.document, format: raw.format } };
      return { contents, report: reportOf(contents, true) };
    }
    const { facts, printedFacts, clean, clauses, warnings } = parseSource(raw.text, source.documentId, raw);
    if (clauses.length === 0) return { reason: '没有读出任何条款' };
    const before = earlier.find(({ document }) => document.documentId === source.documentId);
    const original = isPlainText(raw.format) ? null : await publisher.keepFile(raw.bytes);
    const document = buildPolicyDocument({
      documentId: source.documentId,
      raw,
      original,
      facts,
      printedFacts,
      manifest: source.manifest,
      normalized: clean.normalized,
      clauseCount: clauses.length,
      sourcePath: join(source.root, source.file),
      warnings,
      formerClauses: findFormerClauses(before, clauses),
    });
    const contents = { document, clauses, source: raw.text, layout: layoutOf(raw) };
    return {
      contents,
      report: reportOf(contents, false),
    };
  } catch (error) {
    if (error instanceof TiaowenError && error.code === 'reader-failed') return { reason: error.message };
    return {
      reason: `读取时出错，请反馈此文件（${error instanceof Error ? error.message : String(error)}）`,
    };
  }
}

function withoutReplaced(
  previous: readonly DocumentContents[],
  added: readonly DocumentContents[],
): DocumentContents[] {
  const ids = new Set(added.map(({ document }) => document.documentId));
  return previous.filter(({ document }) => !ids.has(document.documentId));
}

/** A local embedder stays while the same paths are read again or documents are added: old vectors remain comparable. */
function keepsEmbedder(options: IngestOptions, published: PublishedIndex | null): boolean {
  if (published === null || options.retrain) return false;
  return options.add === true || published.origin.paths.join('\0') === options.paths.join('\0');
}
