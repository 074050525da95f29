import { dayInChina } from '../domain/day-in-china.ts';
import type { ChannelInbox } from './ports/channel-inbox.ts';

/** The message that begins a new conversation. */
const ANEW = /^\s*[「“"]?(?:新对话|重新开始)[」”"]?[。！!]?\s*$/;

export interface DirectThreads {
  /** The thread of a message that was written at `writtenAt`. */
  threadOf(base: string, writtenAt: Date): Promise<string>;
  /** The person begins anew with this message; when it is delivered again nothing changes, and false says so. */
  beginAnew(base: string, messageKey: string): Promise<boolean>;
}

export function asksToBeginAnew(text: string): boolean {
  return ANEW.test(text);
}

/**
 * Conversations where people write one message after another without threads: one lasts a day (in China), or until 「新对话」. `base`
 * names person or chat. What a person last began with is kept beside the threads, under a key no thread has.
 */
export function createDirectThreads(
  inbox: Pick<ChannelInbox, 'conversationOf' | 'setConversation'>,
  channel: string,
): DirectThreads {
  const keyOf = (base: string) => `${base} begins at`;
  return {
    async threadOf(base, writtenAt) {
      const beginning = await inbox.conversationOf(channel, keyOf(base));
      return [base, dayInChina(writtenAt.getTime()), ...(beginning === null ? [] : [beginning])].join(':');
    },
    async beginAnew(base, messageKey) {
      if ((await inbox.conversationOf(channel, keyOf(base))) === messageKey) return false;
      await inbox.setConversation(channel, keyOf(base), messageKey);
      return true;
    },
  };
}
