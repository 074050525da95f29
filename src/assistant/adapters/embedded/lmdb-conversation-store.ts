import { setImmediate } from 'node:timers/promises';
import type { Database, Key } from 'lmdb';
import type { ConversationOwner, ConversationSummary, Turn } from '../../../domain/conversation.ts';
import { hashedKey } from '../../../storage/hashed-key.ts';
import { lmdbEnvironment } from '../../../storage/lmdb-environment.ts';
import type { ConversationStore, KeptTurn } from '../../ports/conversation-store.ts';
import { shortenTitle } from './shorten-title.ts';

/** Longer ids were never given out; LMDB refuses keys near 2 kB. */
const LONGEST_ID = 200;

/** `nextIndex` is the place of the next turn; deleted ones leave theirs empty. */
type Head = ConversationSummary & { readonly nextIndex: number };

interface ConversationPlace {
  readonly ownerKey: string;
  readonly id: string;
}

/** Where the turn of a message stands, and the request that made it. */
interface MessagePlace {
  readonly conversationId: string;
  readonly index: number;
  readonly request: { readonly keyHash: string; readonly fingerprint: string } | null;
}

/**
 * Conversations in `<dataDir>/conversations`. Keys begin with a hash of the owner, so that a call cannot reach another
 * owner's entries: `head, owner, id` → summary · `turn, owner, id, n` → turn · `message, owner, message id` → its place ·
 * `request, owner, hash of the key` → message id · `recent, owner, updatedAt, id` → nothing, for listing.
 */
export function openLmdbConversationStore({ dataDir }: { readonly dataDir: string }): ConversationStore {
  const environment = lmdbEnvironment<unknown>({ dataDir, name: 'conversations', compression: true });
  const opened = async () => new Entries(await environment.use());
  return {
    async get(conversationId, owner) {
      const entries = await opened();
      const ownerKey = hashOwner(owner);
      const head = entries.head(ownerKey, conversationId);
      if (!head) return null;
      return { ...withoutCounts(head), owner, turns: entries.turns(ownerKey, conversationId, head) };
    },

    async appendTurn(conversationId, owner, turn, { create, request }) {
      if (conversationId.length > LONGEST_ID) throw new RangeError('conversation id is too long');
      const entries = await opened();
      const ownerKey = hashOwner(owner);
      return entries.change((database) => {
        const head = entries.head(ownerKey, conversationId);
        if (!head && !create) return false;
        const made = request && { keyHash: hashedKey(request.key), fingerprint: request.fingerprint };
        if (made && database.get(['request', ownerKey, made.keyHash]) !== undefined) return false;
        const index = head?.nextIndex ?? 0;
        const updatedAt = head && head.updatedAt > turn.askedAt ? head.updatedAt : turn.askedAt;
        if (head) database.remove(['recent', ownerKey, head.updatedAt, conversationId]);
        const next: Head = {
          conversationId,
          title: head?.title ?? shortenTitle(turn.question),
          createdAt: head?.createdAt ?? turn.askedAt,
          updatedAt,
          turnCount: (head?.turnCount ?? 0) + 1,
          nextIndex: index + 1,
        };
        const place: MessagePlace = { conversationId, index, request: made ?? null };
        database.put(['turn', ownerKey, conversationId, index], turn);
        database.put(['message', ownerKey, turn.messageId], place);
        if (made) database.put(['request', ownerKey, made.keyHash], turn.messageId);
        database.put(['head', ownerKey, conversationId], next);
        database.put(['recent', ownerKey, updatedAt, conversationId], true);
        return true;
      });
    },

    async findTurn(messageId, owner) {
      const placed = (await opened()).placed(hashOwner(owner), messageId);
      return placed && { conversationId: placed.conversationId, turn: placed.turn };
    },

    async findRequest(key, owner) {
      const entries = await opened();
      const ownerKey = hashOwner(owner);
      const placed = entries.placed(ownerKey, entries.messageOfRequest(ownerKey, key));
      if (!placed?.request) return null;
      const { conversationId, turn, request } = placed;
      return { conversationId, turn, fingerprint: request.fingerprint };
    },

    async list(owner, { limit }) {
      const entries = await opened();
      const ownerKey = hashOwner(owner);
      return entries.recent(ownerKey, limit).map((id) => {
        const head = entries.head(ownerKey, id)!;
        return { ...withoutCounts(head), turnCount: head.turnCount };
      });
    },

    async rename(conversationId, owner, title) {
      const entries = await opened();
      const ownerKey = hashOwner(owner);
      return entries.change((database) => {
        const head = entries.head(ownerKey, conversationId);
        if (!head) return false;
        database.put(['head', ownerKey, conversationId], { ...head, title });
        return true;
      });
    },

    async deleteTurn(messageId, owner) {
      const entries = await opened();
      const ownerKey = hashOwner(owner);
      return entries.change((database) => {
        const found = entries.placed(ownerKey, messageId);
        if (!found) return false;
        const { conversationId, turn } = found;
        const head = entries.head(ownerKey, conversationId)!;
        if (head.turnCount === 1) return entries.remove(ownerKey, conversationId);
        entries.removeMessage(ownerKey, messageId);
        const [first] = entries.turns(ownerKey, conversationId, head);
        const isItsTitle = head.title === shortenTitle(turn.question);
        const title = isItsTitle ? shortenTitle(first!.question) : head.title;
        database.put(['head', ownerKey, conversationId], { ...head, title, turnCount: head.turnCount - 1 });
        return true;
      });
    },

    async delete(conversationId, owner) {
      const entries = await opened();
      return entries.change(() => entries.remove(hashOwner(owner), conversationId));
    },

    async deleteAll(owner) {
      const entries = await opened();
      const ownerKey = hashOwner(owner);
      return entries.change(() => {
        const ids = entries.recent(ownerKey, Number.POSITIVE_INFINITY);
        return ids.filter((id) => entries.remove(ownerKey, id)).length;
      });
    },

    async deleteOlderThan(before) {
      const entries = await opened();
      return entries.change(() => {
        const old = entries.olderThan(before);
        return old.filter(({ ownerKey, id }) => entries.remove(ownerKey, id)).length;
      });
    },

    async *turnsSince(from) {
      const entries = await opened();
      for (const { ownerKey, id } of entries.updatedSince(from)) {
        const head = entries.head(ownerKey, id);
        const turns = head ? entries.turns(ownerKey, id, head) : [];
        for (const turn of turns) if (turn.askedAt >= from) yield { conversationId: id, turn };
        // Answers of the same process go first.
        await setImmediate();
      }
    },

    close: () => environment.close(),
  };
}

/** The entries of the environment, by what they are. */
class Entries {
  readonly #database: Database<unknown, Key>;

  constructor(database: Database<unknown, Key>) {
    this.#database = database;
  }

  /** What `work` reads and writes happens at once, for other processes too. */
  change<Result>(work: (database: Database<unknown, Key>) => Result): Result {
    return this.#database.transactionSync(() => work(this.#database));
  }

  head(ownerKey: string, conversationId: string): Head | undefined {
    if (conversationId.length > LONGEST_ID) return undefined;
    return this.#database.get(['head', ownerKey, conversationId]) as Head | undefined;
  }

  turn(ownerKey: string, conversationId: string, index: number): Turn | undefined {
    return this.#database.get(['turn', ownerKey, conversationId, index]) as Turn | undefined;
  }

  /** In order; places of deleted ones are empty. */
  turns(ownerKey: string, conversationId: string, { nextIndex }: Head): Turn[] {
    const indexes = Array.from({ length: nextIndex }, (_, index) => index);
    return indexes.flatMap((index) => this.turn(ownerKey, conversationId, index) ?? []);
  }

  messageOfRequest(ownerKey: string, key: string): string {
    return (this.#database.get(['request', ownerKey, hashedKey(key)]) as string | undefined) ?? '';
  }

  placed(ownerKey: string, messageId: string): (KeptTurn & Pick<MessagePlace, 'request'>) | null {
    const place = this.#place(ownerKey, messageId);
    const turn = place && this.turn(ownerKey, place.conversationId, place.index);
    return place && turn ? { conversationId: place.conversationId, turn, request: place.request } : null;
  }

  /** Ids, most recently updated first. */
  recent(ownerKey: string, limit: number): string[] {
    const keys = this.#database.getKeys({
      start: ['recent', ownerKey, '\uffff'],
      end: ['recent', ownerKey],
      reverse: true,
      ...(Number.isFinite(limit) && { limit }),
    });
    return [...keys].map((key) => (key as string[])[3]!);
  }

  olderThan(before: string): ConversationPlace[] {
    return this.#updated((updatedAt) => updatedAt < before);
  }

  updatedSince(from: string): ConversationPlace[] {
    return this.#updated((updatedAt) => updatedAt >= from);
  }

  #updated(isMeant: (updatedAt: string) => boolean): ConversationPlace[] {
    const keys = this.#database.getKeys({ start: ['recent'], end: ['recent', '\uffff'] });
    return [...keys].flatMap((key) => {
      const [, ownerKey, updatedAt, id] = key as [string, string, string, string];
      return isMeant(updatedAt) ? [{ ownerKey, id }] : [];
    });
  }

  /** Within `change`. */
  remove(ownerKey: string, conversationId: string): boolean {
    const head = this.head(ownerKey, conversationId);
    if (!head) return false;
    for (const { messageId } of this.turns(ownerKey, conversationId, head))
      this.removeMessage(ownerKey, messageId);
    this.#database.remove(['recent', ownerKey, head.updatedAt, conversationId]);
    this.#database.remove(['head', ownerKey, conversationId]);
    return true;
  }

  /** Within `change`: the turn and how it is found. */
  removeMessage(ownerKey: string, messageId: string): void {
    const place = this.#place(ownerKey, messageId);
    if (!place) return;
    if (place.request) this.#database.remove(['request', ownerKey, place.request.keyHash]);
    this.#database.remove(['message', ownerKey, messageId]);
    this.#database.remove(['turn', ownerKey, place.conversationId, place.index]);
  }

  #place(ownerKey: string, messageId: string): MessagePlace | undefined {
    if (messageId.length > LONGEST_ID) return undefined;
    return this.#database.get(['message', ownerKey, messageId]) as MessagePlace | undefined;
  }
}

function withoutCounts({ turnCount: _turnCount, nextIndex: _nextIndex, ...rest }: Head) {
  return rest;
}

function hashOwner({ keyId, endUser }: ConversationOwner): string {
  return hashedKey(keyId, endUser);
}
