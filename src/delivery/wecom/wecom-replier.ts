import type { ChannelReplier } from '../../channels/ports/channel-question.ts';
import { noticeText } from '../../channels/rendering/notice-text.ts';
import { renderMessages } from './render-messages.ts';
import type { WecomApi } from './wecom-api.ts';

/** Sends answers to who asked, one message after another. A waiting sign would stay for ever, so there is none. */
export function createWecomReplier(api: WecomApi, config: { readonly publicUrl: string }): ChannelReplier {
  return {
    showWaiting: async () => null,
    async showAnswer({ address }, answer) {
      for (const content of renderMessages(answer, config))
        await api.sendMarkdown(address['userId']!, content);
    },
    showNotice: ({ address }, notice) => api.sendMarkdown(address['userId']!, noticeText(notice)),
  };
}
