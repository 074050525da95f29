import type { IndexPublisher } from '../src/clause-index/ports/index-publisher.ts';
import type { ClauseIndex } from '../src/clause-index/ports/index-snapshot.ts';
import { DocumentJobError } from '../src/domain/errors/document-job-error.ts';
import type { PolicyDocument } from '../src/domain/policy-document.ts';
import type { EmbedderProvider } from '../src/models/ports/embedder.ts';
import { layoutsOf } from './document-contents.ts';
import { buildIndexContents } from './indexing/build-index-contents.ts';
import { requireSameEmbedder } from './indexing/require-same-embedder.ts';
import { readPublished } from './read-published.ts';

export interface RemovalOptions {
  readonly index: ClauseIndex;
  readonly publisher: IndexPublisher;
  readonly embedders: EmbedderProvider;
}

/**
 * Publishes what is published without one document; returns it as it was, and the new version. The version before stays to roll back to. Throws
 * DocumentJobError where there is no such document or no other one, IndexLockedError, IndexWriteError and IndexFormatError.
 */
export async function removeDocument(
  documentId: string,
  { index, publisher, embedders }: RemovalOptions,
): Promise<{ readonly document: PolicyDocument; readonly version: string }> {
  const lock = await publisher.lock();
  try {
    const published = await publisher.describe();
    const previous = published === null ? [] : await readPublished(index);
    const removed = previous.find(({ document }) => document.documentId === documentId);
    if (published === null || removed === undefined)
      throw new DocumentJobError('unknown-document', `没有这份文件：${documentId}`);
    const kept = previous.filter((contents) => contents !== removed);
    if (kept.length === 0)
      throw new DocumentJobError('last-document', '这是最后一份文件，不能删除；可以用新的文件替换它');
    const built = await buildIndexContents({
      documents: kept.map(({ document }) => document),
      clauses: kept.flatMap(({ clauses }) => clauses),
      sources: new Map(kept.map(({ document, source }) => [document.documentId, source])),
      layouts: layoutsOf(kept),
      // No longer the samples as they came: these would else be put back at the next start.
      origin: { ...published.origin, kind: 'paths', fingerprint: '' },
      provider: requireSameEmbedder(embedders, published),
      frozen: { id: published.embedderId, state: published.embedderState },
    });
    return { document: removed.document, version: await publisher.publish(built) };
  } finally {
    await lock.release();
  }
}
