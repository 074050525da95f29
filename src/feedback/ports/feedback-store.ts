import type { ConversationOwner } from '../../domain/conversation.ts';
import type { Feedback, OwnedFeedback } from '../../domain/feedback.ts';

/**
 * Keeps what askers think of answers, one feedback a message. Every call but `deleteOlderThan`, `since` and `newest` is bound to an
 * owner; another owner's feedback is absent.
 */
export interface FeedbackStore {
  /** Replaces what the owner said about the message before. Whether the message is the owner's is the caller's to know. */
  put(owner: ConversationOwner, feedback: Feedback): Promise<void>;
  get(messageId: string, owner: ConversationOwner): Promise<Feedback | null>;
  /** Everything of one owner, oldest first. */
  list(owner: ConversationOwner): Promise<Feedback[]>;
  /** False where there was none. */
  remove(messageId: string, owner: ConversationOwner): Promise<boolean>;
  /** How many there were. */
  deleteOfConversation(conversationId: string, owner: ConversationOwner): Promise<number>;
  /** Everything of one owner; how many there were. */
  deleteAll(owner: ConversationOwner): Promise<number>;
  /** Whatever its owner, what was given before `before` (ISO time in UTC); how many that were. */
  deleteOlderThan(before: string): Promise<number>;
  /** Whatever its owner, what was given at `from` (ISO time in UTC) or later, oldest first. */
  since(from: string): Promise<OwnedFeedback[]>;
  /** When anything was last given (ISO time); null where nothing is kept. */
  newest(): Promise<string | null>;
  close(): Promise<void>;
}
