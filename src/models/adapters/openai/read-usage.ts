import type { TokenUsage } from '../../ports/chat-model.ts';

/** More than any model reads or writes in one call; what says more is wrong, and would spend a day's budget at once. */
const MOST_TOKENS = 10_000_000;

/** What a service says that it counted; null for anything but two plausible counts. */
export function readUsage(
  counted: { readonly input_tokens?: unknown; readonly output_tokens?: unknown } | undefined,
): TokenUsage | null {
  const { input_tokens: inputTokens, output_tokens: outputTokens } = counted ?? {};
  return isCount(inputTokens) && isCount(outputTokens) ? { inputTokens, outputTokens } : null;
}

function isCount(value: unknown): value is number {
  return Number.isInteger(value) && (value as number) >= 0 && (value as number) <= MOST_TOKENS;
}
