import type {
  IndexContents,
  IndexOrigin,
  PassageVector,
} from '../../src/clause-index/ports/index-publisher.ts';
import type { ClauseRecord } from '../../src/domain/clause.ts';
import type { PolicyDocument } from '../../src/domain/policy-document.ts';
import type { EmbedderProvider } from '../../src/models/ports/embedder.ts';
import { cutPassages } from './cut-passages.ts';

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
  readonly origin: IndexOrigin;
  readonly provider: EmbedderProvider;
  /** Embedder of the published index, to be reused; null to train a new one. */
  readonly frozen: { readonly id: string; readonly state: Uint8Array | null } | null;
  readonly onProgress?: (progress: IndexingProgress) => void;
}

/**
 * Embeds every clause, long ones in overlapping passages, and puts together what a publisher takes. Each passage is
 * embedded with its document's title and its heading trail before it, because the words that tell what a clause is about
 * often stand only there: 「二、建设重点」 > 「1.智慧医疗」. Throws ModelError when the embedder fails.
 */
export async function buildIndexContents(options: BuildIndexContentsOptions): Promise<IndexContents> {
  const { documents, clauses, sources, origin, provider, frozen, onProgress } = options;
  const titles = new Map(documents.map(({ documentId, title }) => [documentId, title]));
  const owners: number[] = [];
  const texts: string[] = [];
  clauses.forEach((clause, position) => {
    const trail = [titles.get(clause.documentId) ?? '', ...clause.path].filter((line) => line !== '');
    for (const passage of cutPassages(clause.text)) {
      owners.push(position);
      texts.push([...trail, passage].join('\n'));
    }
  });

  onProgress?.({ stage: 'training', done: 0, total: texts.length });
  const { embedder, state } = await provider.forIngest(texts, frozen);
  const passages: PassageVector[] = [];
  for (let start = 0; start < texts.length; start += BATCH_SIZE) {
    const vectors = await embedder.embedDocuments(texts.slice(start, start + BATCH_SIZE));
    for (const vector of vectors) passages.push({ clause: owners[passages.length]!, vector });
    onProgress?.({ stage: 'embedding', done: passages.length, total: texts.length });
  }
  const { id, dimension } = embedder;
  return { documents, clauses, sources, embedder: { id, dimension, state }, passages, origin };
}
