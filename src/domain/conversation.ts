import type { Answer } from './answer.ts';

/** Whose conversation it is: a key and, where the key may set it, an end user. To anyone else it does not exist. */
export interface ConversationOwner {
  /** Key id; `anonymous` where no keys are configured. */
  readonly keyId: string;
  readonly endUser: string | null;
}

/** One question with its answer. */
export interface Turn {
  readonly messageId: string;
  /** ISO time of the question. */
  readonly askedAt: string;
  readonly question: string;
  readonly answer: Answer;
  /** What the next follow-up builds on: the reading of this turn, as plain JSON. */
  readonly reading: unknown;
  /** Documents that the answer rests on or speaks of, cited or not; absent in turns of earlier versions. */
  readonly documentIds?: readonly string[];
  /** How surely the best clause answers, 0 … 1, by the fitted decision; absent where none was weighed. Stays inside. */
  readonly confidence?: number;
  /** A document that the answer rested on was withdrawn: what it said is gone. */
  readonly isWithheld?: boolean;
}

export interface Conversation {
  readonly conversationId: string;
  readonly owner: ConversationOwner;
  /** First question, shortened, until renamed. */
  readonly title: string;
  readonly createdAt: string;
  readonly updatedAt: string;
  /** All, or the last ones before a place. */
  readonly turns: readonly Turn[];
  /** All of them. */
  readonly turnCount: number;
  /** Place of the first of `turns` where there are turns before it, else null. */
  readonly earlier: number | null;
}

export type ConversationSummary = Omit<Conversation, 'turns' | 'owner' | 'earlier'>;
