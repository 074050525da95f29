import { setTimeout as pause } from 'node:timers/promises';
import type { ClauseIndex, IndexSnapshot } from '../../src/clause-index/ports/index-snapshot.ts';
import type { LateVectors, VectorPublisher } from '../../src/clause-index/ports/vector-publisher.ts';
import { ModelError } from '../../src/domain/errors/model-error.ts';
import type { Embedder, EmbedderProvider } from '../../src/models/ports/embedder.ts';
import { listPassages, type Passages } from './list-passages.ts';

export interface EmbedLaterOptions {
  readonly index: ClauseIndex;
  readonly publisher: VectorPublisher;
  /** With a cache, so that what was computed before a stop is not computed again. */
  readonly embedders: EmbedderProvider;
  readonly onProgress?: (progress: { readonly done: number; readonly total: number }) => void;
  /** Ends it after the batch at hand. */
  readonly signal?: AbortSignal;
  /** Between attempts after a failure of the model; default 1000. */
  readonly retryMs?: number;
}

/** `added`: the published index has its vectors now · `nothing`: it had them, or is to have none · `stopped`: by the signal. */
export type EmbedLaterOutcome = 'added' | 'nothing' | 'stopped';

const BATCH_SIZE = 64;
/** Attempts for one batch. */
const ATTEMPTS = 5;

/**
 * Computes the vectors of the published index where they are still to come, and adds them to it. An index that is published
 * meanwhile is taken next. Throws ModelError when the model goes on failing; calling again goes on from there.
 */
export async function embedLater(options: EmbedLaterOptions): Promise<EmbedLaterOutcome> {
  const { index, publisher, embedders, signal } = options;
  if (!embedders.joinsLater) return 'nothing';
  for (;;) {
    const snapshot = await index.open();
    try {
      const embedder = await chooseEmbedder(snapshot, embedders);
      if (embedder === null) return 'nothing';
      const late = await embedSnapshot(snapshot, embedder, options);
      if (late === null) return 'stopped';
      if (await publisher.addVectors(snapshot.version, late)) return 'added';
    } finally {
      snapshot.release();
    }
    if (signal?.aborted) return 'stopped';
  }
}

/** Null where nothing is to be done: the vectors are there, or the index is one that the configured embedder must leave alone. */
async function chooseEmbedder(
  snapshot: IndexSnapshot,
  embedders: EmbedderProvider,
): Promise<Embedder | null> {
  const { embedder } = await embedders.forIngest([], null);
  const isSame = embedder.id === snapshot.embedderId;
  if (isSame) return snapshot.vectors.size === 0 ? embedder : null;
  return embedders.mayReplace(snapshot.embedderId) ? embedder : null;
}

/** Null when it was told to stop. */
async function embedSnapshot(
  snapshot: IndexSnapshot,
  embedder: Embedder,
  { onProgress, signal, retryMs = 1000 }: EmbedLaterOptions,
): Promise<LateVectors | null> {
  const { owners, texts } = await readPassages(snapshot);
  const { id: embedderId, dimension } = embedder;
  const values = new Float32Array(texts.length * dimension);
  for (let start = 0; start < texts.length; start += BATCH_SIZE) {
    onProgress?.({ done: start, total: texts.length });
    const batch = texts.slice(start, start + BATCH_SIZE);
    const vectors = await tryRepeatedly(() => embedder.embedDocuments(batch), { signal, retryMs });
    if (vectors === null) return null;
    vectors.forEach((vector, i) => {
      values.set(vector, (start + i) * dimension);
    });
  }
  onProgress?.({ done: texts.length, total: texts.length });
  return { embedderId, dimension, clauseOf: Uint32Array.from(owners), values };
}

async function readPassages(snapshot: IndexSnapshot): Promise<Passages> {
  const documents = await snapshot.clauses.listDocuments('all');
  const ids = documents.map(({ documentId }) => documentId);
  const clauses = await snapshot.clauses.getDocumentClauses(ids, 'all');
  return listPassages(documents, clauses.flat());
}

async function tryRepeatedly<T>(
  work: () => Promise<T>,
  { signal, retryMs }: { readonly signal: AbortSignal | undefined; readonly retryMs: number },
): Promise<T | null> {
  for (let attempt = 1; ; attempt++) {
    if (signal?.aborted) return null;
    try {
      return await work();
    } catch (error) {
      if (signal?.aborted) return null;
      if (!(error instanceof ModelError) || error.reason === 'unusable' || attempt === ATTEMPTS) throw error;
      await pause(retryMs * attempt, undefined, { signal }).catch(() => undefined);
    }
  }
}
