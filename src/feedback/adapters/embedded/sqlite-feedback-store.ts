import type { ConversationOwner } from '../../../domain/conversation.ts';
import type { Feedback, OwnedFeedback } from '../../../domain/feedback.ts';
import { hashedKey } from '../../../storage/hashed-key.ts';
import { SqliteStore, type StoreOptions } from '../../../storage/sqlite-store.ts';
import type { StoreSchema } from '../../../storage/store-schema.ts';
import type { FeedbackStore } from '../../ports/feedback-store.ts';

/** `owner` is a hash, so that a call cannot reach another owner's rows; who it is stands in `body`, as JSON. */
export const FEEDBACK_SCHEMA: StoreSchema = {
  name: 'feedback',
  tables: {
    feedback: {
      columns: {
        owner: 'TEXT NOT NULL',
        message_id: 'TEXT NOT NULL',
        conversation_id: 'TEXT NOT NULL',
        given_at: 'TEXT NOT NULL',
        body: 'TEXT NOT NULL',
      },
      key: ['owner', 'message_id'],
      indexes: ['(given_at)'],
    },
  },
};

/** Longer ids were never given out. */
const LONGEST_ID = 200;

type FeedbackRow = { readonly body: string };

/** Feedback in `<dataDir>/stores/feedback.sqlite`. */
export function openSqliteFeedbackStore(options: StoreOptions): FeedbackStore {
  const store = new SqliteStore(FEEDBACK_SCHEMA, options);
  const find = (tail: string, ...values: string[]) =>
    store.read((tables) => tables.all<FeedbackRow>('feedback', tail, ...values).map(readRow));
  const remove = (tail: string, ...values: string[]) =>
    store.change((tables) => tables.delete('feedback', tail, ...values));
  return {
    async put(owner, feedback) {
      if (feedback.messageId.length > LONGEST_ID) throw new RangeError('message id is too long');
      await store.change((tables) => tables.put('feedback', feedbackRow({ ...feedback, owner })));
    },
    async get(messageId, owner) {
      const [found] = await find('WHERE owner = ? AND message_id = ?', hashOwner(owner), messageId);
      return found ? withoutOwner(found) : null;
    },
    async list(owner) {
      return (await find('WHERE owner = ? ORDER BY given_at', hashOwner(owner))).map(withoutOwner);
    },
    async remove(messageId, owner) {
      return (await remove('WHERE owner = ? AND message_id = ?', hashOwner(owner), messageId)) > 0;
    },
    deleteOfConversation: (conversationId, owner) =>
      remove('WHERE owner = ? AND conversation_id = ?', hashOwner(owner), conversationId),
    deleteAll: (owner) => remove('WHERE owner = ?', hashOwner(owner)),
    deleteOlderThan: (before) => remove('WHERE given_at < ?', before),
    since: (from) => find('WHERE given_at >= ? ORDER BY given_at, owner, message_id', from),
    newest: () => store.read((tables) => tables.cell('SELECT max(given_at) FROM feedback') as string | null),
    close: () => store.close(),
  };
}

export function feedbackRow(feedback: OwnedFeedback) {
  const { owner, messageId, conversationId, givenAt } = feedback;
  return {
    owner: hashOwner(owner),
    message_id: messageId,
    conversation_id: conversationId,
    given_at: givenAt,
    body: JSON.stringify(feedback),
  };
}

function readRow({ body }: FeedbackRow): OwnedFeedback {
  return JSON.parse(body) as OwnedFeedback;
}

function withoutOwner({ owner: _owner, ...feedback }: OwnedFeedback): Feedback {
  return feedback;
}

function hashOwner({ keyId, endUser }: ConversationOwner): string {
  return hashedKey(keyId, endUser);
}
