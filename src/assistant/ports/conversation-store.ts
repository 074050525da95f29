import type {
  Conversation,
  ConversationOwner,
  ConversationSummary,
  Turn,
} from '../../domain/conversation.ts';

/** A request that its client may send again: it makes one turn. */
export interface RequestKey {
  /** Chosen by the client; unique among its owner's requests. Of any length. */
  readonly key: string;
  /** What was asked, hashed: the same key with another question is a mistake. */
  readonly fingerprint: string;
}

/** A turn and where it stands. */
export interface KeptTurn {
  readonly conversationId: string;
  readonly turn: Turn;
}

/** Some of a conversation's turns. */
export interface TurnRange {
  /** Of the last ones; default all. */
  readonly limit?: number;
  /** Those before this place, as `earlier` of a conversation names it; default the end. */
  readonly before?: number;
}

/**
 * Keeps conversations across restarts. Every call but the sweep, `turnsSince`, `withholdDocument` and `newest` is bound to an owner;
 * another owner's conversation is absent. Throws StoreError where the store cannot be read or written.
 */
export interface ConversationStore {
  /** Reads no more turns than were asked for. */
  get(conversationId: string, owner: ConversationOwner, range?: TurnRange): Promise<Conversation | null>;
  /**
   * Appends a turn. Where the conversation does not exist it is begun only with `create`; else nothing is kept and false
   * is returned, so that one deleted while its answer was made stays deleted. Neither is anything kept where `request` made
   * a turn already. Concurrent appends keep both turns.
   */
  appendTurn(
    conversationId: string,
    owner: ConversationOwner,
    turn: Turn,
    options: { readonly create: boolean; readonly request?: RequestKey },
  ): Promise<boolean>;
  findTurn(messageId: string, owner: ConversationOwner): Promise<KeptTurn | null>;
  /** The turn that a request made; it is forgotten with its conversation. */
  findRequest(
    key: string,
    owner: ConversationOwner,
  ): Promise<(KeptTurn & { readonly fingerprint: string }) | null>;
  /** Most recently updated first, those that come after `after` where it is given. */
  list(
    owner: ConversationOwner,
    options: {
      readonly limit: number;
      readonly after?: Pick<ConversationSummary, 'updatedAt' | 'conversationId'>;
    },
  ): Promise<ConversationSummary[]>;
  /** False where it does not exist for this owner. */
  rename(conversationId: string, owner: ConversationOwner, title: string): Promise<boolean>;
  /** One turn; a conversation without turns is gone. The title that was made of its question is made anew. False where there is none. */
  deleteTurn(messageId: string, owner: ConversationOwner): Promise<boolean>;
  delete(conversationId: string, owner: ConversationOwner): Promise<boolean>;
  /** Everything of one owner; how many conversations that were. */
  deleteAll(owner: ConversationOwner): Promise<number>;
  /** Whatever its owner, what was last added to before `before` (ISO time); how many conversations that were. */
  deleteOlderThan(before: string): Promise<number>;
  /**
   * Whatever its owner, every turn that was asked at `from` (ISO time in UTC) or later, for reports: those of one conversation together
   * and in order. What is added or deleted meanwhile may be missed.
   */
  turnsSince(from: string): AsyncIterable<KeptTurn>;
  /** Whatever its owner, takes what answers say of a withdrawn document out of the turns that rest on it; how many those were. */
  withholdDocument(documentId: string): Promise<number>;
  /** When anything was last added to (ISO time); null where nothing is kept. */
  newest(): Promise<string | null>;
  close(): Promise<void>;
}
