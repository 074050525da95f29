import type { Assistant, Caller } from '../assistant/ports/assistant.ts';
import type { ConversationStore } from '../assistant/ports/conversation-store.ts';
import type { Answer } from '../domain/answer.ts';
import { NotFoundError } from '../domain/errors/not-found-error.ts';
import type { Visibility } from '../domain/search-scope.ts';
import type { FeedbackStore } from '../feedback/ports/feedback-store.ts';
import { maskPersonalNumbers } from '../language/personal-numbers.ts';
import { TurnQueue } from '../turns/turn-queue.ts';
import type { ChannelDesk } from './ports/channel-desk.ts';
import type { ChannelInbox, InboxEntry } from './ports/channel-inbox.ts';
import type {
  ChannelNotice,
  ChannelQuestion,
  ChannelReplier,
  ReplyHandle,
} from './ports/channel-question.ts';

/** A pino logger fits. Neither questions nor answers are logged. */
export interface ChannelLogger {
  info(fields: object, message: string): void;
  error(fields: object, message: string): void;
}

export interface ChannelDeskOptions {
  /** Name of the channel: `slack`, `feishu` …; the key id of its conversations. */
  readonly channel: string;
  readonly assistant: Assistant;
  readonly inbox: ChannelInbox;
  readonly conversations: Pick<ConversationStore, 'findTurn' | 'deleteTurn'>;
  readonly feedback: Pick<FeedbackStore, 'put' | 'remove'>;
  readonly replier: ChannelReplier;
  /** What may be seen where it was asked; null for nothing. */
  readonly visibilityOf: (question: ChannelQuestion) => Visibility | null;
  /** Of one person; null for no limit. */
  readonly questionsPerMinute: number | null;
  readonly logger: ChannelLogger;
  readonly now?: () => Date;
}

/** As over HTTP. */
const LONGEST_QUESTION = 4000;
/** Longer than the longest answer with its retries. */
const LEASE_MS = 180_000;
const AT_ONCE = 8;
const MOST_WAITING = 500;
const MOST_WAITING_PER_PERSON = 20;
const LONGEST_WAIT_MS = 120_000;
/** A question that took its process down so often is given up. */
const MOST_ATTEMPTS = 3;

/** Receive → claim → show that it is being worked on → ask in the thread's conversation → show the answer → done. */
export function createChannelDesk(options: ChannelDeskOptions): ChannelDesk {
  const { channel, inbox, replier, logger, now = () => new Date() } = options;
  const queue = new TurnQueue({
    maxConcurrent: AT_ONCE,
    maxWaiting: MOST_WAITING,
    maxWaitingPerPayer: MOST_WAITING_PER_PERSON,
    maxWaitMs: LONGEST_WAIT_MS,
  });
  const running = new Set<Promise<void>>();
  /** The last question of a thread that is being answered: the next one waits for it. */
  const threads = new Map<string, Promise<void>>();

  return {
    async receive(question) {
      if (!(await inbox.claim(channel, question, lease()))) return false;
      begin(question, null, 1);
      return true;
    },
    async resumeStranded() {
      const stranded = await inbox.claimStranded(channel, lease());
      for (const { question, handle, attempts } of stranded) begin(question, handle, attempts);
      return stranded.length;
    },
    async forget(messageKey) {
      const entry = await inbox.forget(channel, messageKey);
      if (entry?.messageId) await deleteTurn(entry.question, entry.messageId);
    },
    async giveFeedback(threadKey, messageId, { verdict, comment }) {
      const owner = ownerOf({ threadKey });
      const found = await options.conversations.findTurn(messageId, owner);
      if (!found) return false;
      const { conversationId } = found;
      await options.feedback.put(owner, {
        messageId,
        conversationId,
        verdict,
        comment: comment === null ? null : maskPersonalNumbers(comment),
        givenAt: now().toISOString(),
      });
      return true;
    },
    async settled() {
      while (running.size > 0) await Promise.all(running);
    },
  };

  function lease() {
    const at = now();
    return { now: at.toISOString(), leaseEnds: new Date(at.getTime() + LEASE_MS).toISOString() };
  }

  function begin(question: ChannelQuestion, handle: ReplyHandle | null, attempts: number): void {
    const { threadKey } = question;
    const before = threads.get(threadKey);
    const work = (before ?? Promise.resolve())
      .then(() => handleQuestion(question, handle, attempts))
      .catch((err: unknown) => logger.error({ err, channel }, 'a question of a channel was not handled'))
      .finally(() => {
        running.delete(work);
        if (threads.get(threadKey) === work) threads.delete(threadKey);
      });
    threads.set(threadKey, work);
    running.add(work);
  }

  async function handleQuestion(
    question: ChannelQuestion,
    known: ReplyHandle | null,
    attempts: number,
  ): Promise<void> {
    const refusal = attempts > MOST_ATTEMPTS ? 'failed' : attempts > 1 ? null : await refuse(question);
    if (refusal !== null) {
      await end(question, null, () => replier.showNotice(question, refusal, known));
      return;
    }
    const handle = known ?? (await wait(question));
    const turn = await queue.enter(question.userKey);
    if (typeof turn === 'string') {
      const notice = turn === 'payer-full' ? 'too-many' : 'busy';
      await end(question, null, () => replier.showNotice(question, notice, handle));
      return;
    }
    try {
      const answer = await ask(question);
      await end(question, answer.messageId, () => replier.showAnswer(question, answer, handle));
    } catch (err) {
      logger.error({ err, channel }, 'a question of a channel was not answered');
      await end(question, null, () => replier.showNotice(question, 'failed', handle));
    } finally {
      turn();
    }
  }

  async function refuse(question: ChannelQuestion): Promise<ChannelNotice | null> {
    if (options.visibilityOf(question) === null) return 'nothing-visible';
    if ([...question.text].length > LONGEST_QUESTION) return 'too-long';
    if (options.questionsPerMinute === null) return null;
    const minute = now().toISOString().slice(0, 16);
    const count = await inbox.count(channel, question.userKey, minute);
    return count > options.questionsPerMinute ? 'too-many' : null;
  }

  async function wait(question: ChannelQuestion): Promise<ReplyHandle | null> {
    try {
      const handle = await replier.showWaiting(question);
      if (handle) await inbox.setHandle(channel, question.messageKey, handle);
      return handle;
    } catch (err) {
      // The answer may still be shown.
      logger.error({ err, channel }, 'the waiting sign could not be shown');
      return null;
    }
  }

  /** In the thread's conversation; the message's own key makes one turn of it, however often it is asked. */
  async function ask(question: ChannelQuestion): Promise<Answer> {
    const visibility = options.visibilityOf(question);
    if (visibility === null) throw new Error('nothing may be seen here any more');
    const caller: Caller = { owner: ownerOf(question), visibility };
    const { text: message, messageKey: requestKey, threadKey } = question;
    const current = await inbox.conversationOf(channel, threadKey);
    const conversationId = await inbox.askedIn(channel, requestKey, current);
    const answer = await options.assistant
      .answer({ message, ...(conversationId && { conversationId }) }, caller, { requestKey })
      .catch((error: unknown) => {
        // The conversation was deleted meanwhile.
        if (!(error instanceof NotFoundError) || conversationId === null) throw error;
        return options.assistant.answer({ message }, caller, { requestKey: `${requestKey} anew` });
      });
    await inbox.setConversation(channel, threadKey, answer.conversationId);
    return answer;
  }

  function ownerOf({ threadKey }: Pick<ChannelQuestion, 'threadKey'>) {
    return { keyId: channel, endUser: threadKey };
  }

  async function deleteTurn(question: ChannelQuestion, messageId: string): Promise<void> {
    const owner = ownerOf(question);
    await options.feedback.remove(messageId, owner);
    await options.conversations.deleteTurn(messageId, owner);
  }

  /** Done once it is shown; a crash in between shows it again, in the same place. */
  async function end(
    question: ChannelQuestion,
    messageId: InboxEntry['messageId'],
    show: () => Promise<void>,
  ): Promise<void> {
    try {
      await show();
    } catch (err) {
      logger.error({ err, channel }, 'a reply could not be shown');
    }
    const entry = await inbox.finish(channel, question.messageKey, messageId);
    if (entry?.isForgotten && messageId !== null) await deleteTurn(question, messageId);
  }
}
