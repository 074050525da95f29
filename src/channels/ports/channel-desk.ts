import type { Feedback } from '../../domain/feedback.ts';
import type { ChannelQuestion } from './channel-question.ts';

/** Where a channel hands its questions in. */
export interface ChannelDesk {
  /**
   * Takes a question and answers it later; false where it was taken before. Resolves once it is kept, so that the channel can be
   * told at once that it came.
   */
  receive(question: ChannelQuestion): Promise<boolean>;
  /** Takes up what a process that died has left; to be called at start and now and then. */
  resumeStranded(): Promise<number>;
  /** The message was deleted where it was written: its turn and what was said about it go too. */
  forget(messageKey: string): Promise<void>;
  /** What someone says about an answer; false where there is no such answer in the thread. */
  giveFeedback(
    threadKey: string,
    messageId: string,
    feedback: Pick<Feedback, 'verdict' | 'comment'>,
  ): Promise<boolean>;
  /** Resolves when everything that was taken is answered. */
  settled(): Promise<void>;
}
