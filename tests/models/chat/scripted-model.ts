import { ModelError, type ModelFailure } from '../../../src/domain/errors/model-error.ts';
import type { ChatChunk, ChatModel, ChatRequest, TokenUsage } from '../../../src/models/ports/chat-model.ts';

/** One thing a scripted call does: gives a piece, waits, waits for the end of its signal, or fails. */
export type Step =
  | string
  | { readonly wait: number }
  | 'hang'
  | { readonly usage: TokenUsage }
  | { readonly fail: ModelFailure; readonly status?: number; readonly retryAfterMs?: number };

export interface ScriptedModel extends ChatModel {
  readonly calls: readonly ChatRequest[];
  /** Calls begun and not over. */
  readonly running: number;
}

/** A model whose n-th call plays the n-th script; the last one repeats. Heeds its signal, unless `isDeaf`. */
export function createScriptedModel(
  scripts: readonly (readonly Step[])[],
  { isDeaf = false }: { readonly isDeaf?: boolean } = {},
): ScriptedModel {
  const calls: ChatRequest[] = [];
  let running = 0;

  async function* stream(request: ChatRequest): AsyncGenerator<ChatChunk, void, undefined> {
    const script = scripts[Math.min(calls.length, scripts.length - 1)] ?? [];
    const signal = isDeaf ? undefined : request.signal;
    calls.push(request);
    running++;
    try {
      for (const step of script) {
        signal?.throwIfAborted();
        if (step === 'hang') await sleep(null, signal);
        else if (typeof step === 'string') yield { text: step };
        else if ('wait' in step) await sleep(step.wait, signal);
        else if ('usage' in step) yield { text: '', usage: step.usage };
        else throw new ModelError(`scripted: ${step.fail}`, { reason: step.fail, ...step });
      }
    } finally {
      running--;
    }
  }

  return {
    id: 'scripted',
    calls,
    get running() {
      return running;
    },
    stream,
  };
}

function sleep(ms: number | null, signal: AbortSignal | undefined): Promise<void> {
  return new Promise((resolve, reject) => {
    if (ms !== null) setTimeout(resolve, ms);
    signal?.addEventListener('abort', () => reject(signal.reason), { once: true });
  });
}

/** A request; each test names what matters to it. */
export function createRequest(request: Partial<ChatRequest> = {}): ChatRequest {
  return {
    messages: [
      { role: 'system', content: '只依据条文作答，输出 JSON。' },
      { role: 'user', content: '托育机构由谁备案？' },
    ],
    schema: { name: 'reply', schema: { type: 'object' } },
    maxOutputTokens: 100,
    payer: 'key-1',
    ...request,
  };
}

/** How a reply went: its text, and what ended it where that was a failure. */
export interface Outcome {
  readonly text: string;
  readonly usage?: TokenUsage;
  readonly error?: unknown;
  /** Of a ModelError. */
  readonly reason?: ModelFailure;
}

export async function readReply(reply: AsyncIterable<ChatChunk>): Promise<Outcome> {
  let text = '';
  let usage: TokenUsage | undefined;
  try {
    for await (const piece of reply) {
      text += piece.text;
      usage = piece.usage ?? usage;
    }
    return { text, ...(usage && { usage }) };
  } catch (error) {
    return { text, error, ...(error instanceof ModelError && { reason: error.reason }) };
  }
}
