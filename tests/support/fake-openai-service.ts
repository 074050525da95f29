import { createServer, type IncomingHttpHeaders, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { Behaviour, ChatBody, Feature } from './fake-openai/behaviour.ts';
import { playBehaviour, sendJson } from './fake-openai/play-behaviour.ts';
import { errorBody, type Refusal, refuseKey, refuseRequest } from './fake-openai/refuse-request.ts';

export type { Behaviour, ChatBody, FakeUsage, Feature, TextBehaviour } from './fake-openai/behaviour.ts';

/** A request as it came in, kept whether it was answered or not. */
export interface RecordedRequest {
  readonly method: string;
  /** With query, e.g. `/v1/chat/completions`. */
  readonly path: string;
  readonly headers: IncomingHttpHeaders;
  /** Parsed JSON; undefined when there was none. */
  // biome-ignore lint/suspicious/noExplicitAny: tests look into it at will
  readonly body: any;
  /** `performance.now()` when its body was complete. */
  readonly receivedAt: number;
  /** The connection was closed before the reply was complete; final once `over` has resolved. */
  readonly isClosedEarly: boolean;
  /** Resolves when the reply is complete, or the connection is closed by either side. */
  readonly over: Promise<void>;
}

/** One behaviour for every chat request; a list, whose last one repeats; or a choice for each request. */
export type Reply =
  | Behaviour
  | readonly Behaviour[]
  | ((request: RecordedRequest, index: number) => Behaviour | Promise<Behaviour>);

export interface FakeOpenAiOptions {
  /** Default: the text 「好的。」. */
  readonly reply?: Reply;
  /** Features that are refused with `rejectStatus` and a message as real services word it. */
  readonly rejects?: readonly Feature[];
  /** Default 400; some services say 422. */
  readonly rejectStatus?: 400 | 422;
  /** The refusal does not say what it minds. */
  readonly isVague?: boolean;
  /** The key that requests must carry; any when absent. */
  readonly apiKey?: string;
  /** Vector of a text; by default length 3, from the text alone. */
  readonly embed?: (text: string) => readonly number[];
  /** Names that `GET /v1/models` lists; default `fake-model`. */
  readonly models?: readonly string[];
}

export interface FakeOpenAiService {
  /** Ends in `/v1`. */
  readonly baseUrl: string;
  /** Every request in order, refused ones too. */
  readonly requests: readonly RecordedRequest[];
  /** Those to `/v1/chat/completions`. */
  readonly chats: readonly RecordedRequest[];
  /** Chat requests whose reply is not over, now and at most so far. */
  readonly running: { readonly now: number; readonly most: number };
  /** Takes effect from the next request on; a list begins anew. */
  setReply(reply: Reply): void;
  setRejects(rejects: readonly Feature[]): void;
  /** Closes every connection. */
  close(): Promise<void>;
}

const DEFAULT_REPLY: Behaviour = { kind: 'text', text: '好的。' };

/**
 * A service that speaks OpenAI's protocol on a free port of this machine, and misbehaves as told:
 * `POST /v1/chat/completions` (streamed or whole, with response formats, tools and usage), `POST /v1/embeddings` (floats or
 * base64), `GET /v1/models`; anything else is 404. Delays keep to a timetable from the arrival of the request.
 *
 * ```ts
 * const service = await startFakeOpenAiService({ reply: [{ kind: 'status', status: 503 }, { kind: 'text', text: '可以' }] });
 * … // point a client at service.baseUrl
 * expect(service.chats).toHaveLength(2);
 * await service.close();
 * ```
 */
export async function startFakeOpenAiService(options: FakeOpenAiOptions = {}): Promise<FakeOpenAiService> {
  const requests: RecordedRequest[] = [];
  const running = { now: 0, most: 0 };
  let reply: Reply = options.reply ?? DEFAULT_REPLY;
  let rejects = options.rejects ?? [];
  let played = 0;

  const chooseBehaviour = async (request: RecordedRequest): Promise<Behaviour> => {
    const index = played++;
    if (typeof reply === 'function') return reply(request, index);
    if (!Array.isArray(reply)) return reply as Behaviour;
    return reply[Math.min(index, reply.length - 1)] ?? DEFAULT_REPLY;
  };

  const answerChat = async (request: RecordedRequest, response: ServerResponse) => {
    running.most = Math.max(running.most, ++running.now);
    void request.over.then(() => running.now--);
    const body = request.body as ChatBody;
    const how = { status: options.rejectStatus ?? 400, isVague: options.isVague ?? false };
    const refusal = isChatBody(body) ? refuseRequest(body, rejects, how) : BAD_REQUEST;
    if (refusal) sendJson(response, refusal.status, refusal.body);
    else await playBehaviour(await chooseBehaviour(request), body, response, request.receivedAt);
  };

  const answer = async (request: RecordedRequest, response: ServerResponse) => {
    const { method, path, headers } = request;
    const route = `${method} ${path.split('?')[0]}`;
    if (options.apiKey !== undefined && headers.authorization !== `Bearer ${options.apiKey}`) {
      const refusal = refuseKey(headers.authorization);
      sendJson(response, refusal.status, refusal.body);
    } else if (route === 'POST /v1/chat/completions') await answerChat(request, response);
    else if (route === 'POST /v1/embeddings')
      sendJson(response, 200, embedAll(request.body, options.embed ?? embedByText));
    else if (route === 'GET /v1/models') {
      const data = (options.models ?? ['fake-model']).map((id) => ({
        id,
        object: 'model',
        owned_by: 'fake',
      }));
      sendJson(response, 200, { object: 'list', data });
    } else sendJson(response, 404, errorBody('Unknown request URL', 'invalid_request_error', null));
  };

  const server = createServer((incoming, response) => {
    const parts: Buffer[] = [];
    incoming.on('data', (part) => parts.push(part));
    incoming.on('end', () => {
      const request = record(incoming, response, Buffer.concat(parts).toString('utf8'));
      requests.push(request);
      answer(request, response).catch((error: unknown) => {
        // A mistake in the test's own reply function: say so and end the request.
        console.error('fake OpenAI service:', error);
        response.socket?.destroy();
      });
    });
  });
  // A client's connection must outlive long pauses between its requests.
  server.keepAliveTimeout = 60_000;
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return {
    baseUrl: `http://127.0.0.1:${(server.address() as AddressInfo).port}/v1`,
    requests,
    get chats() {
      return requests.filter(({ path }) => path.startsWith('/v1/chat/completions'));
    },
    running,
    setReply(next) {
      reply = next;
      played = 0;
    },
    setRejects(next) {
      rejects = next;
    },
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
}

const BAD_REQUEST: Refusal = {
  status: 400,
  body: errorBody("Missing required parameter: 'messages'.", 'invalid_request_error', null),
};

function record(incoming: IncomingMessage, response: ServerResponse, text: string): RecordedRequest {
  const request = {
    method: incoming.method ?? '',
    path: incoming.url ?? '',
    headers: incoming.headers,
    body: parseJson(text),
    receivedAt: performance.now(),
    isClosedEarly: false,
    over: new Promise<void>((resolve) => {
      response.once('close', () => {
        request.isClosedEarly = !response.writableFinished;
        resolve();
      });
    }),
  };
  return request;
}

function parseJson(text: string): unknown {
  try {
    return text === '' ? undefined : JSON.parse(text);
  } catch {
    return undefined;
  }
}

function isChatBody(body: unknown): body is ChatBody {
  const { model, messages, response_format: format } = (body ?? {}) as Partial<ChatBody>;
  if (typeof model !== 'string' || !Array.isArray(messages)) return false;
  return format?.type !== 'json_schema' || typeof format.json_schema?.name === 'string';
}

function embedByText(text: string): readonly number[] {
  return [text.length + 1, text.codePointAt(0) ?? 0, 1];
}

function embedAll(
  body: { input?: string | string[]; model?: string; encoding_format?: string } | undefined,
  embed: (text: string) => readonly number[],
) {
  const texts = [body?.input ?? []].flat();
  const data = texts.map((text, index) => {
    const vector = embed(text);
    const embedding =
      body?.encoding_format === 'base64'
        ? Buffer.from(Float32Array.from(vector).buffer).toString('base64')
        : vector;
    return { object: 'embedding', index, embedding };
  });
  const tokens = texts.reduce((sum, text) => sum + text.length, 0);
  return {
    object: 'list',
    model: body?.model,
    data,
    usage: { prompt_tokens: tokens, total_tokens: tokens },
  };
}
