import { createOpenAiChatModel } from './adapters/openai/create-openai-chat-model.ts';
import type { ChatModel } from './ports/chat-model.ts';
import type { UsageStore } from './ports/usage-store.ts';
import { endOnReturn } from './resilience/end-on-return.ts';
import { limitReply } from './resilience/limit-reply.ts';
import { pauseCalls } from './resilience/pause-calls.ts';
import { queueCalls } from './resilience/queue-calls.ts';
import { retryCalls } from './resilience/retry-calls.ts';
import { spendBudget } from './resilience/spend-budget.ts';

/** Which chat service to use, with its key, and how much of it. */
export interface ChatModelSettings {
  readonly apiKey: string;
  readonly model: string;
  /** Address of a compatible service, ending in /v1; OpenAI's own when absent. */
  readonly baseUrl?: string;
  /** Calls at once; default 8. */
  readonly maxConcurrent?: number;
  /** For a call from its turn to the end of the reply, retries included; default 30,000. */
  readonly timeoutMs?: number;
  /** Longest wait for a turn; default 15,000. */
  readonly maxWaitMs?: number;
  /** Tokens of everyone in a day in China; absent or null for no limit. */
  readonly dailyTokens?: number | null;
  /** Tokens of one payer in a day in China; absent or null for no limit. */
  readonly dailyTokensPerKey?: number | null;
}

export interface ChatModelDependencies {
  /** Where tokens are counted; needed where there is a limit. The caller closes it. */
  readonly usage?: UsageStore;
  /** Milliseconds since 1970, for the day of the budget; default Date.now. */
  readonly now?: () => number;
  /** 0 … 1, spreads retries; default Math.random. */
  readonly random?: () => number;
  /** A pause after failures in a row begins (true) or is over (false). */
  readonly onPause?: (isPaused: boolean) => void;
}

/** Far beyond what a token is in any language, so that only a reply without end meets it. */
const CHARACTERS_PER_TOKEN = 8;

/**
 * The chat model that answers are written with: a service and what protects people and budget from its failures. From the
 * outside in:
 * - leaving ends everything below, so it is outermost;
 * - the queue, so that waiting counts for no other limit and only calls that run set tokens aside;
 * - the budget, before anything is sent, once for a call however often it is tried;
 * - the pause, which judges a call with its retries, and costs neither time nor tokens while it lasts;
 * - the time limit of the whole call;
 * - retries;
 * - the limits of one attempt, whose failures the retries see;
 * - the service.
 */
export function createChatModel(settings: ChatModelSettings, needs: ChatModelDependencies = {}): ChatModel {
  return protectChatModel(createOpenAiChatModel(settings), settings, needs);
}

/** Loads LangChain ahead of the first call, whose time limit would else pay for it (half a second). */
export async function preloadChatModel(): Promise<void> {
  await import('@langchain/openai');
}

/** The same around any model. Throws RangeError where a budget has nowhere to count. */
export function protectChatModel(
  service: ChatModel,
  settings: Omit<ChatModelSettings, 'apiKey' | 'model' | 'baseUrl'>,
  { usage, now, random, onPause }: ChatModelDependencies = {},
): ChatModel {
  const { timeoutMs = 30_000, maxConcurrent, maxWaitMs } = settings;
  const { dailyTokens = null, dailyTokensPerKey = null } = settings;
  const attempt = limitReply(service, {
    firstPieceMs: Math.ceil((timeoutMs * 2) / 3),
    idleMs: Math.ceil(timeoutMs / 3),
    charactersPerToken: CHARACTERS_PER_TOKEN,
  });
  const retried = retryCalls(attempt, { totalMs: timeoutMs, random });
  const limited = limitReply(retried, { totalMs: timeoutMs });
  const paused = pauseCalls(limited, { onChange: onPause });
  if (!usage && (dailyTokens ?? dailyTokensPerKey) !== null) throw new RangeError('a budget needs a store');
  const budgeted = usage
    ? spendBudget(paused, { usage, dailyTokens, dailyTokensPerPayer: dailyTokensPerKey, now })
    : paused;
  return endOnReturn(queueCalls(budgeted, { maxConcurrent, maxWaitMs }));
}
