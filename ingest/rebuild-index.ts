import type { IndexPublisher, KeptOriginal } from '../src/clause-index/ports/index-publisher.ts';
import type { ClauseIndex } from '../src/clause-index/ports/index-snapshot.ts';
import type { PolicyDocument } from '../src/domain/policy-document.ts';
import type { EmbedderProvider } from '../src/models/ports/embedder.ts';
import { findFormerClauses } from './aliases/find-former-clauses.ts';
import { type DocumentContents, layoutsOf, reportOf } from './document-contents.ts';
import { isDoubt } from './doubts/mark-doubts.ts';
import { settleFacts } from './facts/read-document-facts.ts';
import { buildIndexContents } from './indexing/build-index-contents.ts';
import type { IngestedFile, IngestProgress, IngestReport, SkippedFile } from './ingest-report.ts';
import { parseSource } from './parse-source.ts';
import { readPublishedIfSound } from './read-published.ts';

export interface RebuildOptions {
  readonly publisher: IndexPublisher;
  /** Looked at for clauses whose ids will be others, where it can be read. */
  readonly index: ClauseIndex;
  readonly embedders: EmbedderProvider;
  readonly onProgress?: (progress: IngestProgress) => void;
}

/**
 * Builds the index anew from the originals that it keeps: after damage, for another format of the index, with another embedder. The files
 * themselves are not needed, and the old generation stays to roll back to. Throws what `IndexPublisher.readOriginals` throws, ModelError,
 * IndexLockedError and IndexWriteError.
 */
export async function rebuildIndex(options: RebuildOptions): Promise<IngestReport> {
  const { publisher, index, embedders, onProgress } = options;
  const lock = await publisher.lock();
  try {
    const originals = await publisher.readOriginals();
    const published = await readPublishedIfSound(index);
    const contents: DocumentContents[] = [];
    const files: IngestedFile[] = [];
    const skipped: SkippedFile[] = [];
    const total = originals.documents.length;
    for (const [done, original] of originals.documents.entries()) {
      const file = original.document.sourceFile;
      onProgress?.({ stage: 'reading', done, total, file });
      const read = parseAgain(original, published);
      if (typeof read === 'string') skipped.push({ file, reason: read });
      else {
        contents.push(read);
        files.push(reportOf(read, false));
      }
    }
    const nothing = { version: null, files, skipped, documents: 0, clauses: 0, units: 0, notices: [] };
    if (contents.length === 0) return nothing;
    const built = await buildIndexContents({
      documents: contents.map(({ document }) => document),
      clauses: contents.flatMap(({ clauses }) => clauses),
      sources: new Map(contents.map(({ document, source }) => [document.documentId, source])),
      layouts: layoutsOf(contents),
      origin: originals.origin,
      provider: embedders,
      frozen: null,
      onProgress,
    });
    onProgress?.({ stage: 'publishing', done: 0, total: 1 });
    const version = await publisher.publish(built);
    return {
      version,
      files,
      skipped,
      documents: contents.length,
      clauses: built.clauses.length,
      units: files.reduce((sum, { units }) => sum + units, 0),
      notices: [`由版本 ${originals.version} 保存的原文重建`],
    };
  } finally {
    await lock.release();
  }
}

/** Or why it cannot be. What the manifest may have stated of the document stays as it was. */
function parseAgain(
  { document, source, layout }: KeptOriginal,
  published: readonly DocumentContents[],
): DocumentContents | string {
  if (source === null) return '索引里没有保存原文';
  const { facts, printedFacts, clean, clauses, warnings } = parseSource(
    source,
    document.documentId,
    layout ?? undefined,
  );
  if (clauses.length === 0) return '没有读出任何条款';
  const before = published.find((known) => known.document.documentId === document.documentId);
  const formerClauses = findFormerClauses(before ?? { document, clauses: [] }, clauses);
  const { formerClauses: _, ...kept } = document;
  const stated: PolicyDocument = {
    ...kept,
    aliases: document.aliases ?? [],
    documentNumber: document.documentNumber ?? facts.documentNumber,
    issuer: document.issuer ?? facts.issuer,
    issuedOn: document.issuedOn ?? facts.issuedOn,
    period: document.period ?? facts.period,
    kind: document.kind ?? null,
    normalized: clean.normalized,
    clauseCount: clauses.length,
    warnings: warnings.map(({ message }) => message),
    doubts: warnings.filter(isDoubt),
    ...(formerClauses.length > 0 && { formerClauses }),
  };
  return { document: { ...stated, facts: settleFacts(printedFacts, stated) }, clauses, source, layout };
}
