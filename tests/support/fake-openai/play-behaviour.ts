import type { ServerResponse } from 'node:http';
import type { Behaviour, ChatBody, FakeUsage, ToolCall } from './behaviour.ts';
import { errorBody } from './refuse-request.ts';
import { cutIntoPieces, isGone, waitUntil, writeAll } from './timetable.ts';

const CHUNK_SIZE = 4;

/** Answers one chat request, streamed or whole as it asks. Returns when everything is out; the caller leaves it at that. */
export async function playBehaviour(
  behaviour: Behaviour,
  body: ChatBody,
  response: ServerResponse,
  receivedAt: number,
): Promise<void> {
  switch (behaviour.kind) {
    case 'hang':
      return;
    case 'reset':
      response.socket?.destroy();
      return;
    case 'status':
      await waitUntil(receivedAt + (behaviour.delayMs ?? 0), response);
      sendJson(
        response,
        behaviour.status,
        behaviour.body ?? errorBody(`refused with ${behaviour.status}`, 'server_error', null),
        behaviour.retryAfter === undefined ? {} : { 'retry-after': behaviour.retryAfter },
      );
      return;
    case 'garbage':
      response.writeHead(200, { 'content-type': 'text/html' });
      response.end('<!doctype html><title>Login</title><p>Please log in.</p>');
      return;
    default:
      if (body.stream === true) await playStream(behaviour, body, response, receivedAt);
      else await playWhole(behaviour, body, response, receivedAt);
  }
}

type Streamed = Exclude<Behaviour, { kind: 'hang' | 'reset' | 'status' | 'garbage' }>;

async function playStream(
  behaviour: Streamed,
  body: ChatBody,
  response: ServerResponse,
  receivedAt: number,
): Promise<void> {
  const send = (delta: unknown, finishReason: string | null = null) =>
    writeAll(response, event(chunk(body, [{ index: 0, delta, finish_reason: finishReason }])));
  const firstDelayMs = behaviour.kind === 'text' ? (behaviour.firstDelayMs ?? 0) : 0;
  const delayMs = 'delayMs' in behaviour ? (behaviour.delayMs ?? 0) : 0;
  let due = receivedAt + firstDelayMs;
  await waitUntil(due, response);
  if (isGone(response)) return;
  response.writeHead(200, { 'content-type': 'text/event-stream', 'cache-control': 'no-cache' });
  response.flushHeaders();
  if (behaviour.kind === 'silence') return;
  if (behaviour.kind === 'broken-json') {
    await writeAll(response, 'data: {"choices": [oops\n\n');
    response.end('data: [DONE]\n\n');
    return;
  }
  const say = async (text: string, field: 'content' | 'reasoning_content' = 'content', size = CHUNK_SIZE) => {
    for (const piece of cutIntoPieces(text, size)) {
      await waitUntil(due, response);
      await send({ [field]: piece });
      due += delayMs;
    }
  };
  if (!(behaviour.kind === 'cut' && behaviour.after === 0)) await send({ role: 'assistant', content: '' });
  switch (behaviour.kind) {
    case 'endless':
      while (!isGone(response)) {
        await say(behaviour.text || '…');
        // Pieces without delay: the event loop must still notice a client that leaves.
        await new Promise((resolve) => setImmediate(resolve));
      }
      return;
    case 'stall':
    case 'cut':
      await say(behaviour.text.slice(0, behaviour.after));
      if (behaviour.kind === 'cut') setImmediate(() => response.socket?.destroy());
      return;
    case 'truncated':
      await say(behaviour.text);
      response.end();
      return;
    case 'error-event':
      await say(behaviour.text);
      response.end(event(errorBody(behaviour.message, 'server_error', null)));
      return;
    case 'tool-calls':
      await send({ tool_calls: toolCalls(behaviour.calls) }, 'tool_calls');
      break;
    case 'text': {
      if (behaviour.reasoning) await say(behaviour.reasoning, 'reasoning_content', behaviour.chunkSize);
      const forced = forcedTool(body);
      if (forced) await send({ tool_calls: toolCalls([{ name: forced, arguments: behaviour.text }]) });
      else await say(behaviour.text, 'content', behaviour.chunkSize);
      await send({}, forced ? 'tool_calls' : (behaviour.finishReason ?? 'stop'));
      break;
    }
    case 'empty':
      await send({}, 'stop');
  }
  const usage = usageOf(behaviour, body);
  if (usage && body.stream_options?.include_usage === true) {
    await writeAll(response, event({ ...chunk(body, []), usage: wireUsage(usage) }));
  }
  if (!isGone(response)) response.end('data: [DONE]\n\n');
}

async function playWhole(
  behaviour: Streamed,
  body: ChatBody,
  response: ServerResponse,
  receivedAt: number,
): Promise<void> {
  if (behaviour.kind === 'cut' || behaviour.kind === 'truncated') {
    response.writeHead(200, { 'content-type': 'application/json', 'content-length': '1000' });
    response.write('{"id":');
    setImmediate(() => response.socket?.destroy());
    return;
  }
  if (behaviour.kind === 'error-event') {
    sendJson(response, 500, errorBody(behaviour.message, 'server_error', null));
    return;
  }
  if (behaviour.kind === 'broken-json') {
    response.writeHead(200, { 'content-type': 'application/json' });
    response.end('{"choices": [oops');
    return;
  }
  if (behaviour.kind === 'silence') {
    response.writeHead(200, { 'content-type': 'application/json' });
    response.flushHeaders();
    return;
  }
  // Nothing of these is ever whole.
  if (behaviour.kind === 'stall' || behaviour.kind === 'endless') return;
  if (behaviour.kind === 'text') {
    const pieces = Math.ceil(behaviour.text.length / (behaviour.chunkSize ?? CHUNK_SIZE));
    await waitUntil(receivedAt + (behaviour.firstDelayMs ?? 0) + pieces * (behaviour.delayMs ?? 0), response);
  }
  const forced = forcedTool(body);
  const calls: readonly ToolCall[] =
    behaviour.kind === 'tool-calls'
      ? behaviour.calls
      : behaviour.kind === 'text' && forced
        ? [{ name: forced, arguments: behaviour.text }]
        : [];
  const message = {
    role: 'assistant',
    content: calls.length > 0 ? null : behaviour.kind === 'text' ? behaviour.text : '',
    ...(calls.length > 0 && { tool_calls: toolCalls(calls) }),
    ...(behaviour.kind === 'text' && behaviour.reasoning && { reasoning_content: behaviour.reasoning }),
  };
  const finishReason =
    calls.length > 0 ? 'tool_calls' : behaviour.kind === 'text' ? (behaviour.finishReason ?? 'stop') : 'stop';
  const usage = usageOf(behaviour, body);
  sendJson(response, 200, {
    ...chunk(body, [{ index: 0, message, finish_reason: finishReason }]),
    object: 'chat.completion',
    ...(usage && { usage: wireUsage(usage) }),
  });
}

export function sendJson(
  response: ServerResponse,
  status: number,
  body: unknown,
  headers: Readonly<Record<string, string>> = {},
): void {
  if (isGone(response)) return;
  const text = typeof body === 'string' ? body : JSON.stringify(body);
  response.writeHead(status, { 'content-type': 'application/json', ...headers });
  response.end(text);
}

function event(data: unknown): string {
  return `data: ${JSON.stringify(data)}\n\n`;
}

function chunk(body: ChatBody, choices: readonly unknown[]) {
  return { id: 'chatcmpl-fake', object: 'chat.completion.chunk', created: 1, model: body.model, choices };
}

function toolCalls(calls: readonly ToolCall[]) {
  return calls.map(({ name, arguments: given }, index) => ({
    index,
    id: `call_${index}`,
    type: 'function',
    function: { name, arguments: typeof given === 'string' ? given : JSON.stringify(given) },
  }));
}

/** The function that the request insists on; its arguments are what a text behaviour then sends. */
function forcedTool({ tools, tool_choice: choice }: ChatBody): string | null {
  if (!tools?.length) return null;
  if (typeof choice === 'object') return choice.function.name;
  return choice === 'required' ? tools[0]!.function.name : null;
}

function usageOf(behaviour: Streamed, body: ChatBody): FakeUsage | null {
  if ('usage' in behaviour && behaviour.usage !== undefined) return behaviour.usage;
  const inputTokens = body.messages.reduce((sum, { content }) => sum + content.length, 0);
  return { inputTokens, outputTokens: behaviour.kind === 'text' ? behaviour.text.length : 0 };
}

function wireUsage({ inputTokens, outputTokens }: FakeUsage) {
  return {
    prompt_tokens: inputTokens,
    completion_tokens: outputTokens,
    total_tokens: inputTokens + outputTokens,
  };
}
