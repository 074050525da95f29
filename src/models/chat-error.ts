import { ModelError, type ModelErrorOptions, type ModelFailure } from '../domain/errors/model-error.ts';

/** A chat model's failure. `explanation` is for people; it holds nothing that was sent or received. */
export function chatError(
  modelId: string,
  reason: ModelFailure,
  explanation: string,
  details?: Pick<ModelErrorOptions, 'status' | 'retryAfterMs'>,
): ModelError {
  return new ModelError(`对话模型（${modelId}）未能作答：${explanation}`, { reason, ...details });
}
