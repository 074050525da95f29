import type { Answer, AnswerEvent, AskRequest } from '../../domain/answer.ts';
import type { ConversationOwner } from '../../domain/conversation.ts';
import type { Visibility } from '../../domain/search-scope.ts';

/** Who asks: decides what may be seen and whose conversation it is. */
export interface Caller {
  readonly owner: ConversationOwner;
  readonly visibility: Visibility;
}

export interface AnswerOptions {
  readonly signal?: AbortSignal;
  readonly onEvent?: (event: AnswerEvent) => void;
  /**
   * Chosen by a client that may send its request again: of all requests of its owner with this key one makes a turn, and the others
   * are answered with it. Of any length; not read for a request with a history, which makes no turn.
   */
  readonly requestKey?: string;
  /** Told where the answer is a turn that was kept before, ahead of every event; last where another process was quicker. */
  readonly onReplay?: () => void;
}

/** What deliveries call. */
export interface Assistant {
  /**
   * Answers one message and remembers the turn. Events come in the order of the stream; the last one carries the
   * returned answer. Throws NotFoundError for an unknown conversation, IndexMissingError while there is no index,
   * the signal's reason once aborted (an aborted turn is not remembered), RequestInProgressError and RequestKeyReusedError
   * for a request key.
   */
  answer(request: AskRequest, caller: Caller, options?: AnswerOptions): Promise<Answer>;
}
