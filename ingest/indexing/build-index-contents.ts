import type {
  IndexContents,
  IndexOrigin,
  PassageVector,
} from '../../src/clause-index/ports/index-publisher.ts';
import type { ClauseRecord } from '../../src/domain/clause.ts';
import type { PolicyDocument } from '../../src/domain/policy-document.ts';
import type { SourceLayout } from '../../src/domain/source-layout.ts';
import type { EmbedderProvider } from '../../src/models/ports/embedder.ts';
import { listPassages } from './list-passages.ts';

const BATCH_SIZE = 256;

export interface IndexingProgress {
  readonly stage: 'training' | 'embedding';
  readonly done: number;
  readonly total: number;
}

export interface BuildIndexContentsOptions {
  readonly documents: readonly PolicyDocument[];
  /** Grouped by document in the order of `documents`. */
  readonly clauses: readonly ClauseRecord[];
  /** Source text by documentId. */
  readonly sources: ReadonlyMap<string, string>;
  /** As `IndexContents.layouts`. */
  readonly layouts?: ReadonlyMap<string, SourceLayout>;
  readonly origin: IndexOrigin;
  readonly provider: EmbedderProvider;
  /** Embedder of the published index, to be reused; null to train a new one. */
  readonly frozen: { readonly id: string; readonly state: Uint8Array | null } | null;
  readonly onProgress?: (progress: IndexingProgress) => void;
}

/**
 * Puts together what a publisher takes, with a vector for each passage (`listPassages`) unless they join later. Throws
 * ModelError when the embedder fails.
 */
export async function buildIndexContents(options: BuildIndexContentsOptions): Promise<IndexContents> {
  const { documents, clauses, sources, layouts = new Map(), origin, provider, frozen, onProgress } = options;
  const given = { documents, clauses, sources, layouts, origin };
  if (provider.joinsLater) {
    const { embedder } = await provider.forIngest([], null);
    const { id, dimension } = embedder;
    return { ...given, embedder: { id, dimension, state: null }, passages: [] };
  }
  const { owners, texts } = listPassages(documents, clauses);
  onProgress?.({ stage: 'training', done: 0, total: texts.length });
  const { embedder, state } = await provider.forIngest(texts, frozen);
  const passages: PassageVector[] = [];
  for (let start = 0; start < texts.length; start += BATCH_SIZE) {
    const vectors = await embedder.embedDocuments(texts.slice(start, start + BATCH_SIZE));
    for (const vector of vectors) passages.push({ clause: owners[passages.length]!, vector });
    onProgress?.({ stage: 'embedding', done: passages.length, total: texts.length });
  }
  const { id, dimension } = embedder;
  return { ...given, embedder: { id, dimension, state }, passages };
}
