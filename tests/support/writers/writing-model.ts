import type { ChatChunk, ChatModel, ChatRequest } from '../../../src/models/ports/chat-model.ts';
import { type ReadPrompt, readPromptOf } from './prompt-evidence.ts';

/** A chat model in this process that writes what a function makes of the prompt; it keeps its requests. */
export interface WritingModel extends ChatModel {
  readonly requests: readonly ChatRequest[];
}

export function createWritingModel(
  write: (prompt: ReadPrompt) => string | AsyncIterable<string>,
  { chunkSize = 7 }: { readonly chunkSize?: number } = {},
): WritingModel {
  const requests: ChatRequest[] = [];
  return {
    id: 'writing-model',
    requests,
    async *stream(request): AsyncGenerator<ChatChunk> {
      requests.push(request);
      const written = write(readPromptOf(request.messages));
      if (typeof written !== 'string') for await (const text of written) yield { text };
      else
        for (let at = 0; at < written.length; at += chunkSize)
          yield { text: written.slice(at, at + chunkSize) };
      yield { text: '', usage: { inputTokens: 100, outputTokens: 20 } };
    },
  };
}
