import { createHash } from 'node:crypto';
import type { ChannelQuestion, ChannelReplier, ReplyHandle } from '../../channels/ports/channel-question.ts';
import { noticeText, WAITING_TEXT } from '../../channels/rendering/notice-text.ts';
import { type FeishuApi, FeishuError } from './feishu-api.ts';
import { type FeishuCard, renderAnswerCards, renderTextCard } from './render-card.ts';

/** Shows everything as cards that reply to the question; the waiting card becomes the answer. */
export function createFeishuReplier(
  api: FeishuApi,
  { publicUrl }: { readonly publicUrl: string },
): ChannelReplier {
  return {
    async showWaiting(question) {
      return { messageId: await reply(question, renderTextCard(WAITING_TEXT), 'waiting') };
    },
    async showAnswer(question, answer, handle) {
      const { threadKey } = question;
      await show(question, renderAnswerCards(answer, { publicUrl, threadKey }), handle);
    },
    showNotice: (question, notice, handle) => show(question, [renderTextCard(noticeText(notice))], handle),
  };

  async function show(
    question: ChannelQuestion,
    [first, ...more]: readonly FeishuCard[],
    handle: ReplyHandle | null,
  ): Promise<void> {
    if (first === undefined) return;
    const shownAs = handle?.['messageId'];
    if (shownAs === undefined || !(await isReplaced(shownAs, first))) await reply(question, first, 'answer');
    for (const [i, card] of more.entries()) await reply(question, card, `more ${i}`);
  }

  /** False where the waiting card cannot be replaced: somebody deleted it, or it is too old. */
  async function isReplaced(messageId: string, card: FeishuCard): Promise<boolean> {
    try {
      await api.replaceCard(messageId, card);
      return true;
    } catch (error) {
      if (error instanceof FeishuError && error.code !== null) return false;
      throw error;
    }
  }

  function reply({ messageKey, address }: ChannelQuestion, card: FeishuCard, part: string): Promise<string> {
    const onceKey = createHash('sha256').update(`${messageKey} ${part}`).digest('hex').slice(0, 40);
    return api.reply({ messageId: messageKey, card, isInThread: address['isInThread'] === 'true', onceKey });
  }
}
