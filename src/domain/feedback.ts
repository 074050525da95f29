import type { ConversationOwner } from './conversation.ts';

/** Whether an answer helped. */
export type Verdict = 'up' | 'down';

/** What an asker thinks of one answer; the latest word counts. */
export interface Feedback {
  readonly messageId: string;
  readonly conversationId: string;
  readonly verdict: Verdict;
  /** Numbers of persons are masked before it is kept; null where nothing was written. */
  readonly comment: string | null;
  /** ISO time in UTC. */
  readonly givenAt: string;
}

/** For those who read what askers said: with whom it came from, so that the turn can be found. */
export type OwnedFeedback = Feedback & { readonly owner: ConversationOwner };
