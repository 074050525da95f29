import type { Answer } from '../../../domain/answer.ts';
import { renderFootnotes } from './answer-footnotes.ts';

export const MODEL_ID = 'tiaowen';

/** A model as OpenAI's clients list it. They want a day; ours is fixed and says nothing. */
export const MODEL = {
  id: MODEL_ID,
  object: 'model',
  created: Date.UTC(2026, 0, 1) / 1000,
  owned_by: 'tiaowen',
} as const;

export interface CompletionOptions {
  /** Seconds since 1970. */
  readonly created: number;
  readonly publicUrl: string;
}

/** The whole answer as one `chat.completion`. */
export function viewChatCompletion(answer: Answer, { created, publicUrl }: CompletionOptions) {
  return {
    id: completionId(answer.messageId),
    object: 'chat.completion',
    created,
    model: MODEL_ID,
    system_fingerprint: answer.indexVersion,
    choices: [
      {
        index: 0,
        message: {
          role: 'assistant',
          content: `${answer.answer}${renderFootnotes(answer, { publicUrl })}`,
          refusal: null,
          tiaowen: viewExtraField(answer),
        },
        logprobs: null,
        finish_reason: 'stop',
      },
    ],
    usage: viewUsage(answer),
  } as const;
}

export function completionId(messageId: string): string {
  return `chatcmpl-${messageId}`;
}

/** The extra field `tiaowen` of a message: what the text alone cannot carry, in the names of /api/chat. */
export function viewExtraField(answer: Answer) {
  return {
    // An answer that belongs to no kept conversation has none to name.
    ...(answer.conversationId !== '' && { conversationId: answer.conversationId }),
    messageId: answer.messageId,
    indexVersion: answer.indexVersion,
    resolvedQuestion: answer.resolvedQuestion,
    mode: answer.mode,
    ...(answer.aiGenerated !== undefined && { aiGenerated: answer.aiGenerated }),
    refused: answer.refused,
    refusal: answer.refusal,
    citations: answer.citations,
    responsibleUnits: answer.responsibleUnits,
    ...(answer.total !== undefined && { total: answer.total }),
    ...(answer.viaCollective && { viaCollective: answer.viaCollective }),
    followUps: answer.followUps,
    ...(answer.notices && { notices: answer.notices }),
    ...(answer.modelReport && { modelReport: answer.modelReport }),
  };
}

/** Tokens as the model service counted them; zero where no model was called or it did not say. */
export function viewUsage({ modelReport }: Answer) {
  const { inputTokens, outputTokens } = modelReport?.usage ?? { inputTokens: 0, outputTokens: 0 };
  return {
    prompt_tokens: inputTokens,
    completion_tokens: outputTokens,
    total_tokens: inputTokens + outputTokens,
  };
}
