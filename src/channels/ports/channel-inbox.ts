import type { ChannelQuestion, ReplyHandle } from './channel-question.ts';

/** A question as it stands in the inbox. */
export interface InboxEntry {
  readonly channel: string;
  readonly question: ChannelQuestion;
  /** ISO time. */
  readonly receivedAt: string;
  readonly handle: ReplyHandle | null;
  /** How often it was begun. */
  readonly attempts: number;
  /** The turn it made, once it was answered. */
  readonly messageId: string | null;
  readonly isDone: boolean;
  /** The message was deleted where it was written. */
  readonly isForgotten: boolean;
}

/**
 * Remembers which messages were taken, across restarts and processes: each is taken once. Entries are kept until they are
 * swept, which must be later than the longest ladder of redeliveries (Feishu: 6 hours).
 */
export interface ChannelInbox {
  /** Takes a message until `leaseEnds` (ISO time). False where it was taken before, by whom and however long ago. */
  claim(
    channel: string,
    question: ChannelQuestion,
    times: { readonly now: string; readonly leaseEnds: string },
  ): Promise<boolean>;
  /** Messages that were taken and not finished although their lease is over, taken anew until `leaseEnds`. */
  claimStranded(
    channel: string,
    times: { readonly now: string; readonly leaseEnds: string },
  ): Promise<InboxEntry[]>;
  get(channel: string, messageKey: string): Promise<InboxEntry | null>;
  /** The conversation in which the message is asked: `now`, or what was noted first. Null begins one. */
  askedIn(channel: string, messageKey: string, now: string | null): Promise<string | null>;
  setHandle(channel: string, messageKey: string, handle: ReplyHandle): Promise<void>;
  /**
   * `messageId` of the turn; null where none was made. The question's text is no longer kept. Resolves with the entry, null where it is
   * unknown.
   */
  finish(channel: string, messageKey: string, messageId: string | null): Promise<InboxEntry | null>;
  /** Its text is no longer kept, and it is not taken up again. Null where it is unknown. */
  forget(channel: string, messageKey: string): Promise<InboxEntry | null>;
  conversationOf(channel: string, threadKey: string): Promise<string | null>;
  setConversation(channel: string, threadKey: string, conversationId: string): Promise<void>;
  /** One more question of a user in a period (any string); how many that makes. */
  count(channel: string, userKey: string, period: string): Promise<number>;
  /** Messages received and threads and counts last used before `before` (ISO time); how many messages that were. */
  deleteOlderThan(before: string): Promise<number>;
  /** When a message was last received (ISO time); null where none is kept. */
  newest(): Promise<string | null>;
  close(): Promise<void>;
}
