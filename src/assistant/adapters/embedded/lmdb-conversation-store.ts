import { createHash } from 'node:crypto';
import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { open, type RootDatabase } from 'lmdb';
import type {
  Conversation,
  ConversationOwner,
  ConversationSummary,
  Turn,
} from '../../../domain/conversation.ts';
import type { ConversationStore } from '../../ports/conversation-store.ts';
import { shortenTitle } from './shorten-title.ts';

/** Longer ids were never given out; LMDB refuses keys near 2 kB. */
const LONGEST_ID = 200;

/**
 * Conversations in `<dataDir>/conversations`, an LMDB environment: ACID, and several processes may use it at once.
 *
 * Keys begin with a hash of the owner, so that a call cannot reach another owner's entries:
 * `head, owner, id` → summary · `turn, owner, id, n` → turn · `recent, owner, updatedAt, id` → nothing, for listing.
 */
export function openLmdbConversationStore({ dataDir }: { readonly dataDir: string }): ConversationStore {
  const folder = join(dataDir, 'conversations');
  mkdirSync(folder, { recursive: true, mode: 0o700 });
  return new LmdbConversationStore(open({ path: folder, encoding: 'json', compression: true }));
}

class LmdbConversationStore implements ConversationStore {
  readonly #database: RootDatabase<unknown>;

  constructor(database: RootDatabase<unknown>) {
    this.#database = database;
  }

  async get(conversationId: string, owner: ConversationOwner): Promise<Conversation | null> {
    const ownerKey = hashOwner(owner);
    const head = this.#head(ownerKey, conversationId);
    if (!head) return null;
    const { turnCount, ...rest } = head;
    const turns = Array.from(
      { length: turnCount },
      (_, index) => this.#database.get(['turn', ownerKey, conversationId, index]) as Turn,
    );
    return { ...rest, owner, turns };
  }

  async appendTurn(
    conversationId: string,
    owner: ConversationOwner,
    turn: Turn,
    { create }: { readonly create: boolean },
  ): Promise<boolean> {
    if (conversationId.length > LONGEST_ID) throw new RangeError('conversation id is too long');
    const ownerKey = hashOwner(owner);
    return await this.#database.transaction(() => {
      const head = this.#head(ownerKey, conversationId);
      if (!head && !create) return false;
      const turnCount = head?.turnCount ?? 0;
      const updatedAt = head && head.updatedAt > turn.askedAt ? head.updatedAt : turn.askedAt;
      if (head) this.#database.remove(['recent', ownerKey, head.updatedAt, conversationId]);
      const next: ConversationSummary = {
        conversationId,
        title: head?.title ?? shortenTitle(turn.question),
        createdAt: head?.createdAt ?? turn.askedAt,
        updatedAt,
        turnCount: turnCount + 1,
      };
      this.#database.put(['turn', ownerKey, conversationId, turnCount], turn);
      this.#database.put(['head', ownerKey, conversationId], next);
      this.#database.put(['recent', ownerKey, updatedAt, conversationId], true);
      return true;
    });
  }

  async list(
    owner: ConversationOwner,
    { limit }: { readonly limit: number },
  ): Promise<ConversationSummary[]> {
    const ownerKey = hashOwner(owner);
    const keys = this.#database.getKeys({
      start: ['recent', ownerKey, '\uffff'],
      end: ['recent', ownerKey],
      reverse: true,
      limit,
    });
    return [...keys].map((key) => this.#head(ownerKey, (key as string[])[3]!)!);
  }

  async rename(conversationId: string, owner: ConversationOwner, title: string): Promise<boolean> {
    const ownerKey = hashOwner(owner);
    return await this.#database.transaction(() => {
      const head = this.#head(ownerKey, conversationId);
      if (!head) return false;
      this.#database.put(['head', ownerKey, conversationId], { ...head, title });
      return true;
    });
  }

  async delete(conversationId: string, owner: ConversationOwner): Promise<boolean> {
    const ownerKey = hashOwner(owner);
    return await this.#database.transaction(() => {
      const head = this.#head(ownerKey, conversationId);
      if (!head) return false;
      for (let index = 0; index < head.turnCount; index++) {
        this.#database.remove(['turn', ownerKey, conversationId, index]);
      }
      this.#database.remove(['recent', ownerKey, head.updatedAt, conversationId]);
      this.#database.remove(['head', ownerKey, conversationId]);
      return true;
    });
  }

  async close(): Promise<void> {
    await this.#database.close();
  }

  #head(ownerKey: string, conversationId: string): ConversationSummary | undefined {
    if (conversationId.length > LONGEST_ID) return undefined;
    return this.#database.get(['head', ownerKey, conversationId]) as ConversationSummary | undefined;
  }
}

/** An end user's name may be of any length and content; a hash always fits a key. */
function hashOwner({ keyId, endUser }: ConversationOwner): string {
  return createHash('sha256')
    .update(JSON.stringify([keyId, endUser]))
    .digest('base64url');
}
