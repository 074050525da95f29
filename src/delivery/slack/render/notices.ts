import type { ChannelNotice } from '../../../channels/ports/channel-question.ts';
import { type SlackMessage, section } from './blocks.ts';
import { escapeMrkdwn } from './escape-mrkdwn.ts';

const NOTICES: Readonly<Record<ChannelNotice, string>> = {
  'too-many': '您提问得有些快，请过一分钟再问。',
  busy: '现在提问的人较多，请稍后再问。',
  'too-long': '问题太长，请控制在 4000 字以内。',
  'nothing-visible': '在这里没有可以查阅的文件。可以私信我，或请管理员为本频道设置文件组。',
  failed: '抱歉，这个问题没有答成，请稍后再问一次。',
};

export const WAITING = '正在查阅文件，请稍候…';
export const EXTERNAL = '只回答本组织成员的提问。';
export const HINT =
  '请写下要问的问题，例如：岸电改造由哪个部门牵头？在频道里 @ 我、私信我，或用 `/policy 问题` 都可以；在我的回复下面可以接着追问。';
export const THANKS = '感谢评价，已记录。';
export const GONE = '这条回答已不在了，请重新提问。';
export const CANNOT_SHARE = '没能发到频道：请先把我邀请进这个频道。';

export function renderNotice(notice: ChannelNotice): SlackMessage {
  return plainMessage(NOTICES[notice]);
}

/** Our own words; signs of markup in them work. */
export function plainMessage(text: string): SlackMessage {
  return { text, blocks: [section(text)] };
}

/** What stands above an answer that someone has brought into the channel. */
export function renderShared(user: string, question: string): SlackMessage {
  const text = `<@${user}> 问：${escapeMrkdwn(question.slice(0, 1000))}`;
  return { text, blocks: [section(text)] };
}
