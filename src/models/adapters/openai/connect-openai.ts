import type { OpenAIEmbeddings } from '@langchain/openai';
import { createCarefulFetch } from './fetch-carefully.ts';

export interface OpenAiConnection {
  readonly apiKey: string;
  readonly model: string;
  /** Address of a compatible service, ending in /v1; OpenAI's own when absent. */
  readonly baseUrl?: string;
}

/**
 * LangChain's client, one request per call of at most `batchSize` texts, without retries. A call that is not answered whole within `timeoutMs`
 * fails with a TimeoutError. LangChain is loaded on first use: it costs half a second that a start without key should not pay.
 */
export async function connectOpenAi(
  { apiKey, model, baseUrl }: OpenAiConnection,
  { batchSize, timeoutMs }: { readonly batchSize: number; readonly timeoutMs: number },
): Promise<OpenAIEmbeddings> {
  const { OpenAIEmbeddings } = await import('@langchain/openai');
  return new OpenAIEmbeddings({
    apiKey,
    model,
    batchSize,
    stripNewLines: false,
    encodingFormat: 'float',
    maxRetries: 0,
    timeout: timeoutMs,
    configuration: { baseURL: baseUrl, fetch: limitFetch(timeoutMs) },
  });
}

/** The client's own time limit ends with the headers; a body that stops coming would be waited for without end. */
function limitFetch(timeoutMs: number): typeof fetch {
  const fetchCarefully = createCarefulFetch();
  return (input, init) => {
    const limit = AbortSignal.timeout(timeoutMs);
    return fetchCarefully(input, {
      ...init,
      signal: init?.signal ? AbortSignal.any([init.signal, limit]) : limit,
    });
  };
}
