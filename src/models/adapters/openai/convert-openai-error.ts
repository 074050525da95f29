import { ModelError } from '../../../domain/errors/model-error.ts';
import { chatError } from '../../chat-error.ts';
import { ReplyTooLargeError } from './fetch-carefully.ts';
import { readServiceFailure } from './service-failure.ts';

/**
 * What LangChain and OpenAI's client throw, as a ModelError without cause: their errors carry headers and the service's
 * words, which may repeat the prompt or the key.
 */
export function convertOpenAiError(error: unknown, modelId: string): ModelError {
  if (error instanceof ModelError) return error;
  if (error instanceof ReplyTooLargeError) return chatError(modelId, 'endless', '应答超过长度上限仍未结束');
  const kind = error instanceof Error ? error.constructor.name : '';
  if (kind === 'ContextOverflowError') return chatError(modelId, 'rejected', '提示超出模型的长度上限');
  if (error instanceof SyntaxError) return chatError(modelId, 'unusable', '应答无法读取');
  const { status } = error as { readonly status?: unknown };
  const isAnswered = typeof status === 'number';
  // Whatever else goes wrong does so after the headers came: the connection broke, or the stream reports an error.
  if (!isAnswered && kind !== 'APIConnectionError' && (error as Error | null)?.name !== 'TimeoutError') {
    return chatError(modelId, 'cut', '应答中途断开');
  }
  const { reason, explanation, retryAfterMs } = readServiceFailure(error);
  // Where nothing says why, no connection is all that is known.
  return chatError(modelId, isAnswered || reason === 'timeout' ? reason : 'unavailable', explanation, {
    ...(isAnswered && { status }),
    ...(retryAfterMs !== null && { retryAfterMs }),
  });
}
