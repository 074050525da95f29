import type { OpenAIEmbeddings } from '@langchain/openai';
import { ModelError } from '../../../domain/errors/model-error.ts';
import type { Embedder } from '../../ports/embedder.ts';

export interface OpenAiEmbedderOptions {
  readonly apiKey: string;
  readonly model: string;
  /** Address of a compatible service, ending in /v1; OpenAI's own when absent. */
  readonly baseUrl?: string;
  /** Length of the service's vectors. */
  readonly dimension: number;
  /** Attempts after the first; default 3. */
  readonly maxRetries?: number;
  /** Default 60,000. */
  readonly timeoutMs?: number;
}

const BATCH_SIZE = 64;

/** The id of vectors of `model`. The service's address is left out: proxies of one model give the same vectors. */
export function nameOpenAiEmbedder(model: string, dimension: number): string {
  return `openai-${model}-${dimension}`;
}

/** Half: a service that was trained on much text stands beside keywords as an equal. Not measured yet. */
const SEARCH_SHARE = 0.5;

/**
 * Vectors from OpenAI's embeddings API or a compatible one, through LangChain. Batches of 64. Throws ModelError when the
 * service fails after its retries or answers with other than one vector of `dimension` per text.
 */
export function createOpenAiEmbedder(options: OpenAiEmbedderOptions): Embedder {
  const { model, dimension } = options;
  let client: Promise<OpenAIEmbeddings> | undefined;

  const embed = async (texts: string[]): Promise<number[][]> => {
    if (texts.length === 0) return [];
    client ??= connectOpenAi(options);
    const embeddings = await client;
    let vectors: number[][];
    try {
      // A service rejects or drops an empty string.
      vectors = await embeddings.embedDocuments(texts.map((text) => (text.trim() === '' ? ' ' : text)));
    } catch (cause) {
      throw new ModelError(`embedding ${texts.length} texts with ${model} failed: ${explain(cause)}`, {
        cause,
      });
    }
    if (vectors.length !== texts.length || vectors.some((vector) => vector?.length !== dimension)) {
      throw new ModelError(
        `${model} did not answer with one vector of length ${dimension} for each of ${texts.length} texts`,
      );
    }
    return vectors.map(normalize);
  };

  return {
    id: nameOpenAiEmbedder(model, dimension),
    searchShare: SEARCH_SHARE,
    dimension,
    embedQuery: async (text) => (await embed([text]))[0]!,
    embedDocuments: embed,
  };
}

/** Asks the service for one vector to learn its length. */
export async function measureOpenAiDimension(
  options: Omit<OpenAiEmbedderOptions, 'dimension'>,
): Promise<number> {
  const embeddings = await connectOpenAi(options);
  try {
    const [vector] = await embeddings.embedDocuments(['条文']);
    if (vector !== undefined && vector.length > 0) return vector.length;
  } catch (cause) {
    throw new ModelError(`asking ${options.model} for a vector failed: ${explain(cause)}`, { cause });
  }
  throw new ModelError(`${options.model} answered without a vector`);
}

/** LangChain is loaded on first use: it costs half a second that a start without key should not pay. */
async function connectOpenAi(options: Omit<OpenAiEmbedderOptions, 'dimension'>): Promise<OpenAIEmbeddings> {
  const { OpenAIEmbeddings } = await import('@langchain/openai');
  return new OpenAIEmbeddings({
    apiKey: options.apiKey,
    model: options.model,
    batchSize: BATCH_SIZE,
    stripNewLines: false,
    encodingFormat: 'float',
    maxRetries: options.maxRetries ?? 3,
    timeout: options.timeoutMs ?? 60_000,
    configuration: { baseURL: options.baseUrl },
  });
}

function normalize(vector: number[]): number[] {
  const norm = Math.hypot(...vector);
  return norm > 0 ? vector.map((value) => value / norm) : vector;
}

function explain(cause: unknown): string {
  return cause instanceof Error ? cause.message : String(cause);
}
