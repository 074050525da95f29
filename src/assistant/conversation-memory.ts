import type { Answer, AnswerNotice, AskRequest } from '../domain/answer.ts';
import type { Conversation, Turn } from '../domain/conversation.ts';
import { NotFoundError } from '../domain/errors/not-found-error.ts';
import { StoreError } from '../domain/errors/store-error.ts';
import type { RememberedReading } from '../questions/question-reading.ts';
import type { Caller } from './ports/assistant.ts';
import type { ConversationStore, RequestKey } from './ports/conversation-store.ts';
import { lastReading } from './turn-memory.ts';

/** What a conversation leaves for its next turn. */
export interface Begun {
  readonly reading: RememberedReading | null;
  /** False where the conversation could not be read: the answer does without it. */
  readonly isRead: boolean;
}

/** Answers go on where the store of conversations fails; askers are told what that means for them. */
export const NOT_KEPT = {
  new: notKept('会话暂时无法保存：这次问答不会出现在历史记录中，也不能据此追问。'),
  unread: notKept('会话记录暂时无法读取：这次回答没有参考之前的问答，也没有保存。'),
} as const;

/** A follow-up builds on the last turn that asked something: nearly always one of these. */
const FIRST_TURNS = 3;
/** Further back nobody means. */
const MOST_TURNS = 50;

interface MemoryLogger {
  warn(fields: object, message: string): void;
}

/** Reads and keeps turns of conversations; only the last turns are read, however long a conversation is. */
export function createConversationMemory(
  conversations: Pick<ConversationStore, 'get' | 'appendTurn'>,
  logger?: MemoryLogger,
) {
  return {
    /** Throws NotFoundError for an unknown conversation. */
    async load({ conversationId }: AskRequest, { owner, visibility }: Caller): Promise<Begun> {
      if (conversationId === undefined) return { reading: null, isRead: true };
      try {
        const last = require(await conversations.get(conversationId, owner, {
          limit: FIRST_TURNS,
        }), conversationId);
        const found = lastReading(last, visibility);
        if (found !== 'none' || last.earlier === null) return { reading: orNull(found), isRead: true };
        const range = { limit: MOST_TURNS, before: last.earlier };
        const earlier = await conversations.get(conversationId, owner, range);
        return { reading: orNull(earlier && lastReading(earlier, visibility)), isRead: true };
      } catch (error) {
        if (!(error instanceof StoreError)) throw error;
        logger?.warn({ err: error }, 'the conversation could not be read');
        return { reading: null, isRead: false };
      }
    },

    async keep(
      turn: Turn,
      { owner }: Caller,
      { isRead }: Begun,
      options: { readonly create: boolean; readonly request?: RequestKey },
    ): Promise<'kept' | 'nowhere' | 'failed'> {
      // A turn that its conversation had no part in would stand there as if it had.
      if (!isRead) return 'failed';
      try {
        const isKept = await conversations.appendTurn(turn.answer.conversationId, owner, turn, options);
        return isKept ? 'kept' : 'nowhere';
      } catch (error) {
        if (!(error instanceof StoreError)) throw error;
        logger?.warn({ err: error, messageId: turn.messageId }, 'a turn was not kept');
        return 'failed';
      }
    },
  };
}

/** The same answer with one more notice. */
export function withNotice(answer: Answer, notice: AnswerNotice): Answer {
  return { ...answer, notices: [...(answer.notices ?? []), notice] };
}

function require(conversation: Conversation | null, conversationId: string): Conversation {
  if (conversation === null) throw new NotFoundError(`没有这个对话：${conversationId}`);
  return conversation;
}

function orNull(found: RememberedReading | 'none' | null): RememberedReading | null {
  return found === 'none' ? null : found;
}

function notKept(message: string): AnswerNotice {
  return { code: 'not-kept', message };
}
