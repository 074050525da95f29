import type { Answer } from '../../domain/answer.ts';

/** A question that came in over a channel. Plain JSON, so that it can be answered after a restart. */
export interface ChannelQuestion {
  /** Names the message for good: the same in every redelivery, and for a message and the mention in it. */
  readonly messageKey: string;
  /** Messages with the same key are one conversation. */
  readonly threadKey: string;
  /** Who asks, as the channel knows them; limits count by it. */
  readonly userKey: string;
  /** Where it was asked, for what may be seen there: an id of the channel's own, or `dm`. */
  readonly place: string;
  /** True where anyone of the workspace may read along. */
  readonly isOpen: boolean;
  readonly text: string;
  /** Where the reply goes; understood by the adapter alone. */
  readonly address: Readonly<Record<string, string>>;
}

/** Why there is no answer. */
export type ChannelNotice =
  /** This person asked too often. */
  | 'too-many'
  /** Too many wait. */
  | 'busy'
  /** Longer than a question may be. */
  | 'too-long'
  /** Nothing may be seen where it was asked. */
  | 'nothing-visible'
  /** It failed; the log says why. */
  | 'failed';

/** What was shown first, so that the answer can take its place, also after a restart. */
export type ReplyHandle = Readonly<Record<string, string>>;

/** How a channel shows things. A failure is thrown. */
export interface ChannelReplier {
  /** Shows that the question is being worked on; null where the channel has no way to replace it later. */
  showWaiting(question: ChannelQuestion): Promise<ReplyHandle | null>;
  /** Shows the answer in place of `handle`. Called again after a crash, it must not show it twice where there is a handle. */
  showAnswer(question: ChannelQuestion, answer: Answer, handle: ReplyHandle | null): Promise<void>;
  showNotice(question: ChannelQuestion, notice: ChannelNotice, handle: ReplyHandle | null): Promise<void>;
}
