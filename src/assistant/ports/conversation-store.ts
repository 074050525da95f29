import type {
  Conversation,
  ConversationOwner,
  ConversationSummary,
  Turn,
} from '../../domain/conversation.ts';

/** Keeps conversations across restarts. Every call is bound to an owner; another owner's conversation is absent. */
export interface ConversationStore {
  get(conversationId: string, owner: ConversationOwner): Promise<Conversation | null>;
  /**
   * Appends a turn. Where the conversation does not exist it is begun only with `create`; else nothing is kept and false
   * is returned, so that one deleted while its answer was made stays deleted. Concurrent appends keep both turns.
   */
  appendTurn(
    conversationId: string,
    owner: ConversationOwner,
    turn: Turn,
    options: { readonly create: boolean },
  ): Promise<boolean>;
  /** Most recently updated first. */
  list(owner: ConversationOwner, options: { readonly limit: number }): Promise<ConversationSummary[]>;
  /** False where it does not exist for this owner. */
  rename(conversationId: string, owner: ConversationOwner, title: string): Promise<boolean>;
  delete(conversationId: string, owner: ConversationOwner): Promise<boolean>;
  close(): Promise<void>;
}
