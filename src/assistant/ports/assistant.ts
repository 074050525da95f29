import type { Answer, AnswerEvent, AskRequest } from '../../domain/answer.ts';
import type { ConversationOwner } from '../../domain/conversation.ts';
import type { Visibility } from '../../domain/search-scope.ts';

/** Who asks: decides what may be seen and whose conversation it is. */
export interface Caller {
  readonly owner: ConversationOwner;
  readonly visibility: Visibility;
}

/** What deliveries call. */
export interface Assistant {
  /**
   * Answers one message and remembers the turn. Events come in the order of the stream; the last one carries the
   * returned answer. Throws NotFoundError for an unknown conversation, IndexMissingError while there is no index,
   * and the signal's reason once aborted (an aborted turn is not remembered).
   */
  answer(
    request: AskRequest,
    caller: Caller,
    options?: { readonly signal?: AbortSignal; readonly onEvent?: (event: AnswerEvent) => void },
  ): Promise<Answer>;
}
