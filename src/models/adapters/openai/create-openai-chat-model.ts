import type { AIMessageChunk } from '@langchain/core/messages';
import { chatError } from '../../chat-error.ts';
import type { ChatChunk, ChatModel, ChatRequest } from '../../ports/chat-model.ts';
import { convertOpenAiError } from './convert-openai-error.ts';
import { createThinkingFilter } from './cut-thinking.ts';
import { createCarefulFetch } from './fetch-carefully.ts';
import { type Features, firstFeatures, stepDown } from './negotiate-features.ts';
import { readUsage } from './read-usage.ts';

export interface OpenAiChatModelOptions {
  readonly apiKey: string;
  readonly model: string;
  /** Address of a compatible service, ending in /v1; OpenAI's own when absent. */
  readonly baseUrl?: string;
  /** Default 0. Left out for a service that refuses it. */
  readonly temperature?: number;
}

/** Named even when it is the default: without an address LangChain would take one from the environment. */
const OPENAI_URL = 'https://api.openai.com/v1';

/** Model and service: one name may stand for different models at different services. Holds no account of the address. */
export function nameOpenAiChatModel(model: string, baseUrl: string = OPENAI_URL): string {
  const { host, pathname } = new URL(baseUrl);
  return `${model}@${host}${pathname.replace(/\/+$/, '')}`;
}

/**
 * Chat through OpenAI's completions API or a compatible one, by LangChain. One attempt, without limits of its own: see
 * `../../create-chat-model.ts`. Asks for the schema, and for less where the service refuses (400, 422); what it took is
 * remembered as long as the model lives. Pieces without text are signs of life: the model is thinking.
 * Throws ModelError with reason timeout, rate-limited, unavailable, rejected, cut or unusable; the signal's reason when ended.
 */
export function createOpenAiChatModel(options: OpenAiChatModelOptions): ChatModel {
  const id = nameOpenAiChatModel(options.model, options.baseUrl);
  const first = firstFeatures(options.model);
  let known = first;

  /** Resolves with the first piece; steps down until the service takes the request. */
  const open = async (request: ChatRequest, signal: AbortSignal): Promise<AsyncIterator<AIMessageChunk>> => {
    let features = known;
    for (;;) {
      try {
        const stream = await askOpenAi(options, request, features, signal);
        known = features;
        return stream[Symbol.asyncIterator]();
      } catch (error) {
        const less = isRefusal(error)
          ? stepDown(features, first, { text: error.message, param: error.param ?? null })
          : null;
        if (less === null || signal.aborted) throw error;
        features = less;
      }
    }
  };

  async function* stream(request: ChatRequest): AsyncGenerator<ChatChunk, void, undefined> {
    const leaving = new AbortController();
    const signal = request.signal ? AbortSignal.any([request.signal, leaving.signal]) : leaving.signal;
    const guard = async <Result>(step: () => Promise<Result>): Promise<Result> => {
      try {
        request.signal?.throwIfAborted();
        return await step();
      } catch (error) {
        request.signal?.throwIfAborted();
        throw convertOpenAiError(error, id);
      }
    };
    let pieces: AsyncIterator<AIMessageChunk> | undefined;
    try {
      pieces = await guard(() => open(request, signal));
      yield* readPieces(() => guard(() => pieces!.next()), id);
      request.signal?.throwIfAborted();
    } finally {
      // Closes the connection first: without that, returning would wait for the next piece.
      leaving.abort();
      pieces?.return?.().catch(() => {});
    }
  }

  return { id, stream };
}

async function* readPieces(
  next: () => Promise<IteratorResult<AIMessageChunk>>,
  id: string,
): AsyncGenerator<ChatChunk, void, undefined> {
  const thinking = createThinkingFilter();
  let finishReason: unknown;
  let hasText = false;
  for (let result = await next(); !result.done; result = await next()) {
    const { text: piece, usage_metadata: counted, response_metadata: metadata } = result.value;
    const usage = readUsage(counted);
    finishReason = metadata?.finish_reason ?? finishReason;
    const text = thinking.push(piece);
    hasText ||= text.trim() !== '';
    yield { text, ...(usage && { usage }) };
  }
  const rest = thinking.flush();
  hasText ||= rest.trim() !== '';
  if (rest !== '') yield { text: rest };
  if (hasText && finishReason === undefined) {
    throw chatError(id, 'cut', '应答没有结尾');
  }
  if (!hasText || finishReason === 'content_filter') {
    throw chatError(id, 'unusable', '应答没有正文');
  }
}

/**
 * LangChain is loaded on first use: it costs half a second that a start without model should not pay. A client a call, since
 * format and limit belong to the client; connections are shared all the same.
 */
async function askOpenAi(
  { apiKey, model, baseUrl, temperature = 0 }: OpenAiChatModelOptions,
  { messages, schema, maxOutputTokens }: ChatRequest,
  features: Features,
  signal: AbortSignal,
): Promise<AsyncIterable<AIMessageChunk>> {
  const { ChatOpenAI } = await import('@langchain/openai');
  const client = new ChatOpenAI({
    apiKey,
    model,
    maxRetries: 0,
    outputVersion: 'v0',
    streamUsage: features.hasUsage,
    ...(features.hasTemperature && { temperature }),
    // LangChain names the limit after the model's name; the other name is passed beside it.
    ...(features.limitName === firstFeatures(model).limitName
      ? { maxTokens: maxOutputTokens }
      : { modelKwargs: { [features.limitName]: maxOutputTokens } }),
    // The log of OpenAI's client prints prompts and replies.
    configuration: { baseURL: baseUrl ?? OPENAI_URL, logLevel: 'off', fetch: fetchWithPlainRefusals },
  });
  const format =
    features.format === 'json_schema'
      ? {
          type: 'json_schema' as const,
          json_schema: { name: schema.name, schema: { ...schema.schema }, strict: schema.isStrict ?? true },
        }
      : { type: 'json_object' as const };
  return client.stream(
    messages.map(({ role, content }) => [role, content]),
    { signal, ...(features.format !== 'none' && { response_format: format }) },
  );
}

const REFUSALS = new Set([400, 422]);
const LONGEST_REFUSAL = 4000;

/** Events are a few hundred bytes long; a client keeps one until it is whole. */
const fetchCarefully = createCarefulFetch({ maxEventBytes: 1024 * 1024 });

/** Services word a refusal in many shapes of which OpenAI's client keeps one; this gives all of them that shape. */
async function fetchWithPlainRefusals(...call: Parameters<typeof fetch>): Promise<Response> {
  const response = await fetchCarefully(...call);
  if (!REFUSALS.has(response.status)) return response;
  const text = await response.text();
  const error = { message: text.slice(0, LONGEST_REFUSAL), param: readParam(text) };
  return new Response(JSON.stringify({ error }), { status: response.status });
}

function readParam(text: string): string | null {
  try {
    const param: unknown = JSON.parse(text)?.error?.param;
    return typeof param === 'string' ? param : null;
  } catch {
    return null;
  }
}

function isRefusal(error: unknown): error is Error & { readonly param?: string | null } {
  return error instanceof Error && REFUSALS.has((error as { readonly status?: number }).status ?? 0);
}
