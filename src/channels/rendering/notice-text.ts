import type { ChannelNotice } from '../ports/channel-question.ts';

const TEXTS: Readonly<Record<ChannelNotice, string>> = {
  'too-many': '提问有些频繁，请稍候一分钟再问。',
  busy: '现在提问的人较多，请稍后再问。',
  'too-long': '问题太长，请控制在 4000 字以内。',
  'nothing-visible': '这里没有可以查阅的文件。',
  failed: '抱歉，这个问题没能回答，请稍后再问一次。',
};

/** The reply to 「新对话」. */
export const ANEW_TEXT = '好的，接下来是新的对话。';
export const WAITING_TEXT = '正在查找条文，请稍候……';

/** One sentence for people, without markup. */
export function noticeText(notice: ChannelNotice): string {
  return TEXTS[notice];
}
