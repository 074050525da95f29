import type { ClauseIndex } from '../../src/clause-index/ports/index-snapshot.ts';
import type { LateVectors, VectorPublisher } from '../../src/clause-index/ports/vector-publisher.ts';
import type { Embedder, EmbedderProvider } from '../../src/models/ports/embedder.ts';
import type { ExpansionReport } from '../ingest-report.ts';
import { type AskQuestionsOptions, askQuestions } from './ask-questions.ts';

export interface ExpandClausesOptions extends Omit<AskQuestionsOptions, 'clauses' | 'documents'> {
  readonly index: ClauseIndex;
  readonly publisher: VectorPublisher;
  readonly embedders: EmbedderProvider;
}

const BATCH_SIZE = 64;

/**
 * Has a model write questions that the clauses of the published index answer, and adds their vectors to it: what clauses are found by
 * besides their own words. Null where the index is to have no vectors. An index that is published meanwhile is taken next. Goes on
 * where an earlier run ended. Throws ModelError when the embedder fails.
 */
export async function expandClauses(options: ExpandClausesOptions): Promise<ExpansionReport | null> {
  let left = options.maxTokens;
  let earlier: ExpansionReport | null = null;
  for (;;) {
    const read = await readIndex(options);
    if (read === null) return null;
    const { version, embedder, ...records } = read;
    const { questions, report } = await askQuestions({ ...options, ...records, maxTokens: left });
    const total: ExpansionReport = earlier === null ? report : addUp(earlier, report);
    if (report.outcome === 'stopped') return total;
    const isThere = report.asked === 0 && read.published === report.questions;
    if (isThere || report.questions === 0) return total;
    const late = await embedQuestions(questions, embedder, options.signal);
    if (late === null) return { ...total, outcome: 'stopped' };
    if (await options.publisher.addQuestions(version, late)) return total;
    left -= report.inputTokens + report.outputTokens;
    earlier = total;
  }
}

async function readIndex({ index, embedders }: Pick<ExpandClausesOptions, 'index' | 'embedders'>) {
  const snapshot = await index.open();
  try {
    const { version, embedderId, embedderState } = snapshot;
    const embedder = embedders.forIndex(embedderId, embedderState);
    if (embedder === null) return null;
    const listed = await snapshot.clauses.listDocuments('all');
    const ids = listed.map(({ documentId }) => documentId);
    const clauses = (await snapshot.clauses.getDocumentClauses(ids, 'all')).flat();
    const documents = new Map(listed.map((document) => [document.documentId, document]));
    return { version, embedder, clauses, documents, published: snapshot.questions?.size ?? 0 };
  } finally {
    snapshot.release();
  }
}

/** Null when it was told to stop. */
export async function embedQuestions(
  questions: readonly (readonly string[])[],
  embedder: Embedder,
  signal?: AbortSignal,
): Promise<LateVectors | null> {
  const texts = questions.flat();
  const owners = questions.flatMap((own, place) => own.map(() => place));
  const { id: embedderId, dimension } = embedder;
  const values = new Float32Array(texts.length * dimension);
  for (let start = 0; start < texts.length; start += BATCH_SIZE) {
    if (signal?.aborted) return null;
    const vectors = await embedder.embedDocuments(texts.slice(start, start + BATCH_SIZE));
    vectors.forEach((vector, i) => {
      values.set(vector, (start + i) * dimension);
    });
  }
  return { embedderId, dimension, clauseOf: Uint32Array.from(owners), values };
}

/** What two rounds cost, and how the second one ended. */
function addUp(first: ExpansionReport, second: ExpansionReport): ExpansionReport {
  return {
    ...second,
    calls: first.calls + second.calls,
    failedCalls: first.failedCalls + second.failedCalls,
    asked: first.asked + second.asked,
    inputTokens: first.inputTokens + second.inputTokens,
    outputTokens: first.outputTokens + second.outputTokens,
  };
}
