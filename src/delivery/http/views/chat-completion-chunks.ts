import type { Answer } from '../../../domain/answer.ts';
import { renderFootnotes } from './answer-footnotes.ts';
import { completionId, MODEL_ID, viewExtraField, viewUsage } from './chat-completion.ts';

/** What every chunk of one stream has in common. */
export interface ChunkHead {
  readonly messageId: string;
  /** Seconds since 1970. */
  readonly created: number;
  /** The client asked for usage: the other chunks then carry `usage: null`. */
  readonly includeUsage: boolean;
}

/** Names the speaker; the text follows. */
export function viewFirstChunk(head: ChunkHead) {
  return viewChunk(head, { role: 'assistant', content: '', refusal: null });
}

export function viewTextChunk(head: ChunkHead, text: string) {
  return viewChunk(head, { content: text });
}

/** Footnotes as the last text, the end with the extra field, and usage where it was asked for. */
export function viewLastChunks(
  head: ChunkHead,
  answer: Answer,
  { publicUrl }: { readonly publicUrl: string },
): object[] {
  const footnotes = renderFootnotes(answer, { publicUrl });
  const fingerprint = { system_fingerprint: answer.indexVersion };
  const chunks: object[] = [];
  if (footnotes !== '') chunks.push(viewTextChunk(head, footnotes));
  chunks.push({ ...viewChunk(head, { tiaowen: viewExtraField(answer) }, 'stop'), ...fingerprint });
  if (head.includeUsage) {
    chunks.push({ ...viewChunk(head, {}), ...fingerprint, choices: [], usage: viewUsage(answer) });
  }
  return chunks;
}

function viewChunk(
  { messageId, created, includeUsage }: ChunkHead,
  delta: object,
  finishReason: 'stop' | null = null,
) {
  return {
    id: completionId(messageId),
    object: 'chat.completion.chunk',
    created,
    model: MODEL_ID,
    choices: [{ index: 0, delta, logprobs: null, finish_reason: finishReason }],
    ...(includeUsage && { usage: null }),
  };
}
