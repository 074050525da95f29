import type {
  Conversation,
  ConversationOwner,
  ConversationSummary,
  Turn,
} from '../../domain/conversation.ts';

/** Keeps conversations across restarts. Every call is bound to an owner; another owner's conversation is absent. */
export interface ConversationStore {
  get(conversationId: string, owner: ConversationOwner): Promise<Conversation | null>;
  /** Appends a turn, creating the conversation with its first one. Concurrent appends keep both turns. */
  appendTurn(conversationId: string, owner: ConversationOwner, turn: Turn): Promise<void>;
  /** Most recently updated first. */
  list(owner: ConversationOwner, options: { readonly limit: number }): Promise<ConversationSummary[]>;
  /** False where it does not exist for this owner. */
  rename(conversationId: string, owner: ConversationOwner, title: string): Promise<boolean>;
  delete(conversationId: string, owner: ConversationOwner): Promise<boolean>;
  close(): Promise<void>;
}
