import type { ModelReport } from '../../domain/answer.ts';
import type { TokenUsage } from '../../models/ports/chat-model.ts';

/** What came of a call; filled while the statements are read. */
export interface WritingTally {
  written: number;
  verified: number;
  repaired: number;
  dropped: number;
  reasons: Record<string, number>;
  usage: TokenUsage | null;
  fromCache: boolean;
  /** Milliseconds in which the model was waited for. */
  modelMs: number;
}

export function emptyTally(): WritingTally {
  return {
    written: 0,
    verified: 0,
    repaired: 0,
    dropped: 0,
    reasons: {},
    usage: null,
    fromCache: false,
    modelMs: 0,
  };
}

export function reportOf(tally: WritingTally, model: string, replaced: number): ModelReport {
  const { modelMs: _, ...counts } = tally;
  return { model, ...counts, replaced };
}

/** Tokens of both calls. */
export function addUsage(sum: TokenUsage | null, usage: TokenUsage): TokenUsage {
  return {
    inputTokens: (sum?.inputTokens ?? 0) + usage.inputTokens,
    outputTokens: (sum?.outputTokens ?? 0) + usage.outputTokens,
  };
}
