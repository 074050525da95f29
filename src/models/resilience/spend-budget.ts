import { dayInChina } from '../../domain/day-in-china.ts';
import { chatError } from '../chat-error.ts';
import { estimatePrompt, estimateTokens } from '../estimate-tokens.ts';
import type { ChatChunk, ChatModel, TokenUsage } from '../ports/chat-model.ts';
import type { UsageStore } from '../ports/usage-store.ts';

export interface BudgetOptions {
  readonly usage: UsageStore;
  /** Tokens of everyone in a day; null for no limit. */
  readonly dailyTokens: number | null;
  /** Tokens of one payer in a day; null for no limit. */
  readonly dailyTokensPerPayer: number | null;
  /** Milliseconds since 1970; default Date.now. */
  readonly now?: () => number;
}

/**
 * Keeps a day's tokens within budget. Before a call the prompt and the longest reply are set aside, afterwards what the
 * service counted is booked on the same day, or an estimate where it counted nothing. A call that failed before its first
 * piece costs nothing; one that the caller left costs the prompt and what came. Throws ModelError with reason over-budget
 * before any call; reason unavailable when the usage cannot be counted.
 */
export function spendBudget(model: ChatModel, options: BudgetOptions): ChatModel {
  const { usage, dailyTokens, dailyTokensPerPayer, now = Date.now } = options;

  const setAside = async (day: string, payer: string, tokens: number): Promise<void> => {
    const totals = await usage.add(day, payer, tokens).catch(() => {
      throw chatError(model.id, 'unavailable', '无法记录用量');
    });
    const isOver = totals.everyone > (dailyTokens ?? Number.POSITIVE_INFINITY);
    if (!isOver && totals.payer <= (dailyTokensPerPayer ?? Number.POSITIVE_INFINITY)) return;
    await giveBack(day, payer, tokens);
    throw chatError(model.id, 'over-budget', isOver ? '今日模型用量已达上限' : '此密钥今日模型用量已达上限');
  };

  /** What cannot be booked stays set aside: rather too much counted than a reply lost. */
  const giveBack = async (day: string, payer: string, tokens: number): Promise<void> => {
    if (tokens !== 0) await usage.add(day, payer, -tokens).catch(() => {});
  };

  return {
    id: model.id,
    async *stream(request): AsyncGenerator<ChatChunk, void, undefined> {
      const { payer, signal, maxOutputTokens } = request;
      const day = dayInChina(now());
      const prompt = estimatePrompt(request);
      const reserved = prompt + maxOutputTokens;
      await setAside(day, payer, reserved);
      let text = '';
      let counted: TokenUsage | undefined;
      let hasFailed = false;
      try {
        for await (const piece of model.stream(request)) {
          text += piece.text;
          counted = piece.usage ?? counted;
          yield piece;
        }
      } catch (error) {
        hasFailed = !signal?.aborted;
        throw error;
      } finally {
        const isFree = hasFailed && text === '';
        const estimate = isFree ? 0 : prompt + estimateTokens(text);
        const spent = counted ? counted.inputTokens + counted.outputTokens : estimate;
        await giveBack(day, payer, reserved - spent);
      }
    },
  };
}
