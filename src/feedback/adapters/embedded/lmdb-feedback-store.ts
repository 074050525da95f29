import type { Database, Key } from 'lmdb';
import type { ConversationOwner } from '../../../domain/conversation.ts';
import type { Feedback, OwnedFeedback } from '../../../domain/feedback.ts';
import { hashedKey } from '../../../storage/hashed-key.ts';
import { lmdbEnvironment } from '../../../storage/lmdb-environment.ts';
import type { FeedbackStore } from '../../ports/feedback-store.ts';

/** Longer ids were never given out; LMDB refuses keys near 2 kB. */
const LONGEST_ID = 200;

/** Comes after every string of a key at its place. */
const LAST = '\uffff';

/**
 * Feedback in `<dataDir>/feedback`. Keys name the owner by a hash, so that a call cannot reach another owner's entries:
 * `message, owner, message id` → feedback and owner · `time, givenAt, owner, message id` → nothing, for reports and sweeps.
 */
export function openLmdbFeedbackStore({ dataDir }: { readonly dataDir: string }): FeedbackStore {
  const environment = lmdbEnvironment<unknown>({ dataDir, name: 'feedback' });
  const opened = async () => new Entries(await environment.use());
  return {
    async put(owner, feedback) {
      const { messageId, givenAt } = feedback;
      if (messageId.length > LONGEST_ID) throw new RangeError('message id is too long');
      const entries = await opened();
      const ownerKey = hashOwner(owner);
      entries.change((database) => {
        entries.remove(ownerKey, messageId);
        database.put(['message', ownerKey, messageId], { ...feedback, owner } satisfies OwnedFeedback);
        database.put(['time', givenAt, ownerKey, messageId], true);
      });
    },

    async get(messageId, owner) {
      const kept = (await opened()).get(hashOwner(owner), messageId);
      return kept ? withoutOwner(kept) : null;
    },

    async list(owner) {
      const kept = (await opened()).of(hashOwner(owner));
      return kept.map(withoutOwner).sort((a, b) => a.givenAt.localeCompare(b.givenAt));
    },

    async remove(messageId, owner) {
      const entries = await opened();
      return entries.change(() => entries.remove(hashOwner(owner), messageId));
    },

    async deleteOfConversation(conversationId, owner) {
      return await removeWhere(owner, (feedback) => feedback.conversationId === conversationId);
    },

    async deleteAll(owner) {
      return await removeWhere(owner, () => true);
    },

    async deleteOlderThan(before) {
      const entries = await opened();
      return entries.change(() => {
        const old = entries.given({ before });
        return old.filter(({ ownerKey, messageId }) => entries.remove(ownerKey, messageId)).length;
      });
    },

    async since(from) {
      const entries = await opened();
      return entries
        .given({ from })
        .flatMap(({ ownerKey, messageId }) => entries.get(ownerKey, messageId) ?? []);
    },

    close: () => environment.close(),
  };

  async function removeWhere(owner: ConversationOwner, isMeant: (feedback: Feedback) => boolean) {
    const entries = await opened();
    const ownerKey = hashOwner(owner);
    return entries.change(() => {
      const meant = entries.of(ownerKey).filter(isMeant);
      return meant.filter(({ messageId }) => entries.remove(ownerKey, messageId)).length;
    });
  }
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

  get(ownerKey: string, messageId: string): OwnedFeedback | undefined {
    if (messageId.length > LONGEST_ID) return undefined;
    return this.#database.get(['message', ownerKey, messageId]) as OwnedFeedback | undefined;
  }

  of(ownerKey: string): OwnedFeedback[] {
    const entries = this.#database.getRange({
      start: ['message', ownerKey],
      end: ['message', ownerKey, LAST],
    });
    return [...entries].map(({ value }) => value as OwnedFeedback);
  }

  /** Oldest first. */
  given({ from = '', before = LAST }: { readonly from?: string; readonly before?: string }) {
    const keys = this.#database.getKeys({ start: ['time', from], end: ['time', before] });
    return [...keys].map((key) => {
      const [, , ownerKey, messageId] = key as [string, string, string, string];
      return { ownerKey, messageId };
    });
  }

  /** Within `change`. */
  remove(ownerKey: string, messageId: string): boolean {
    const kept = this.get(ownerKey, messageId);
    if (!kept) return false;
    this.#database.remove(['time', kept.givenAt, ownerKey, messageId]);
    this.#database.remove(['message', ownerKey, messageId]);
    return true;
  }
}

function withoutOwner({ owner: _owner, ...feedback }: OwnedFeedback): Feedback {
  return feedback;
}

function hashOwner({ keyId, endUser }: ConversationOwner): string {
  return hashedKey(keyId, endUser);
}
