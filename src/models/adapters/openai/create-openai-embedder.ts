import type { OpenAIEmbeddings } from '@langchain/openai';
import { IndexFormatError } from '../../../domain/errors/index-format-error.ts';
import { ModelError } from '../../../domain/errors/model-error.ts';
import type { Embedder } from '../../ports/embedder.ts';
import { connectOpenAi, type OpenAiConnection } from './connect-openai.ts';
import { type RetryLimits, retryServiceCall } from './retry-service-call.ts';
import { readServiceFailure } from './service-failure.ts';

export interface OpenAiEmbedderOptions extends OpenAiConnection {
  /** Length of the service's vectors. */
  readonly dimension: number;
  /** Attempts after the first; default 8 for a batch of documents, 3 for a question. */
  readonly maxRetries?: number;
  /** For one attempt; default 60,000 for documents, 10,000 for a question. */
  readonly timeoutMs?: number;
}

interface CallLimits extends RetryLimits {
  readonly timeoutMs: number;
}

const BATCH_SIZE = 64;
/** Services count by the minute, and an ingestion can wait. */
const DOCUMENT_LIMITS: CallLimits = { maxRetries: 8, timeoutMs: 60_000, totalMs: 300_000 };
/** Somebody is waiting for the answer. */
const QUERY_LIMITS: CallLimits = { maxRetries: 3, timeoutMs: 10_000, totalMs: 10_000 };

/** Half: a service that was trained on much text stands beside keywords as an equal. Not measured yet. */
const SEARCH_SHARE = 0.5;

/** The id of vectors of `model`. The service's address is left out: proxies of one model give the same vectors. */
export function nameOpenAiEmbedder(model: string, dimension: number): string {
  return `openai-${model}-${dimension}`;
}

/**
 * Vectors from OpenAI's embeddings API or a compatible one, through LangChain. Batches of 64, one after the other. A busy
 * service is asked again after the time that it names, documents for up to 5 minutes a batch, a question for up to 10 s.
 * Throws IndexFormatError when its vectors have another length, ModelError when it goes on failing or does not answer with one
 * per text.
 */
export function createOpenAiEmbedder(options: OpenAiEmbedderOptions): Embedder {
  const { model, dimension } = options;
  const askForDocuments = createCaller(options, DOCUMENT_LIMITS);
  const askForQuery = createCaller(options, QUERY_LIMITS);

  const check = (vectors: number[][], count: number): number[][] => {
    const other = vectors[0]?.length ?? 0;
    if (other > 0 && other !== dimension) {
      throw new IndexFormatError(
        `向量服务（${model}）现在给出 ${other} 维向量，索引中的是 ${dimension} 维，两者不能比较。请恢复原来的服务，或运行 npm run ingest -- --rebuild 重建索引。`,
      );
    }
    if (vectors.length !== count || !vectors.every((vector) => isVectorOf(dimension, vector))) {
      throw new ModelError(`向量服务（${model}）没有为 ${count} 段文本各答一个 ${dimension} 维向量`, {
        reason: 'unusable',
      });
    }
    return vectors.map(normalize);
  };

  return {
    id: nameOpenAiEmbedder(model, dimension),
    searchShare: SEARCH_SHARE,
    trainedOnCorpus: false,
    dimension,
    embedQuery: async (text) => check(await askForQuery([text]), 1)[0]!,
    async embedDocuments(texts) {
      const vectors: number[][] = [];
      for (let start = 0; start < texts.length; start += BATCH_SIZE) {
        const batch = texts.slice(start, start + BATCH_SIZE);
        vectors.push(...check(await askForDocuments(batch), batch.length));
      }
      return vectors;
    },
  };
}

/** Asks the service for one vector to learn its length. Throws ModelError when it does not give one. */
export async function measureOpenAiDimension(
  options: Omit<OpenAiEmbedderOptions, 'dimension'>,
): Promise<number> {
  const [vector] = await createCaller(options, QUERY_LIMITS)(['条文']);
  if (vector !== undefined && vector.length > 0) return vector.length;
  throw new ModelError(`向量服务（${options.model}）的应答里没有向量`, { reason: 'unusable' });
}

/** One request for at most a batch of texts, made again inside the limits. */
function createCaller(
  options: Omit<OpenAiEmbedderOptions, 'dimension'>,
  defaults: CallLimits,
): (texts: string[]) => Promise<number[][]> {
  const timeoutMs = options.timeoutMs ?? defaults.timeoutMs;
  const limits = { totalMs: defaults.totalMs, maxRetries: options.maxRetries ?? defaults.maxRetries };
  let client: Promise<OpenAIEmbeddings> | undefined;
  return async (texts) => {
    client ??= connectOpenAi(options, { batchSize: BATCH_SIZE, timeoutMs });
    const embeddings = await client;
    // A service rejects or drops an empty string.
    const sent = texts.map((text) => (text.trim() === '' ? ' ' : text));
    try {
      return await retryServiceCall(() => embeddings.embedDocuments(sent), limits);
    } catch (cause) {
      const { reason, explanation } = readServiceFailure(cause);
      throw new ModelError(
        `向量服务（${options.model}）未能计算 ${texts.length} 段文本的向量：${explanation}`,
        {
          cause,
          reason,
        },
      );
    }
  };
}

function isVectorOf(dimension: number, vector: number[] | undefined): boolean {
  return vector?.length === dimension && vector.every(Number.isFinite);
}

function normalize(vector: number[]): number[] {
  const norm = Math.hypot(...vector);
  return norm > 0 ? vector.map((value) => value / norm) : vector;
}
