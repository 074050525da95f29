import { createHash } from 'node:crypto';
import { LRUCache } from 'lru-cache';
import { IndexFormatError } from '../../../domain/errors/index-format-error.ts';
import { extractTerms, termsOfQuery } from '../../../language/terms.ts';
import type { Embedder } from '../../ports/embedder.ts';
import { decodeLsaModel } from './lsa-model.ts';
import { weighTerms } from './term-vocabulary.ts';
import { projectTerms } from './train-projection.ts';

/** Raised when the same state would give other vectors. */
export const LOCAL_EMBEDDER_KIND = 'local-lsa-v1';

/** The id that an embedder of this state has. */
export function nameLocalEmbedder(state: Uint8Array): string {
  return `${LOCAL_EMBEDDER_KIND}-${createHash('sha256').update(state).digest('hex').slice(0, 16)}`;
}

/** Chosen on half of the statute questions, confirmed on the other (bench/quality/choose-mix-main.ts): it knows few words that keywords do not. */
const SEARCH_SHARE = 0.02;
/** One question is searched for several times. */
const QUERIES_KEPT = 32;

/**
 * An embedder from a state that `trainLsaModel` and `encodeLsaModel` made. Needs no network and no model file. A text
 * without a known term gives the zero vector. Throws IndexFormatError when the state cannot be read.
 */
export function createLocalEmbedder(state: Uint8Array): Embedder {
  const model = decodeLsaModel(state);
  if (model === null) {
    throw new IndexFormatError('索引中的本地向量模型无法读取。请运行 npm run ingest -- --rebuild 重建索引。');
  }
  const { dimension, terms, idf, directions } = model;
  const numbers = new Map(terms.map((term, number) => [term, number]));

  const embedTerms = (found: readonly string[]): number[] => {
    const vector = new Float64Array(dimension);
    projectTerms(weighTerms(found, numbers, idf), directions, dimension, vector);
    let squares = 0;
    for (const value of vector) squares += value * value;
    const norm = Math.sqrt(squares);
    return Array.from(vector, (value) => (norm > 0 ? value / norm : 0));
  };

  const queries = new LRUCache<string, number[]>({
    max: QUERIES_KEPT,
    memoMethod: (text) => embedTerms(termsOfQuery(text)),
  });
  return {
    id: nameLocalEmbedder(state),
    searchShare: SEARCH_SHARE,
    trainedOnCorpus: true,
    dimension,
    embedQuery: async (text) => queries.memo(text),
    embedDocuments: async (texts) => texts.map((text) => embedTerms(extractTerms(text))),
  };
}
