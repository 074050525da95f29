import type { StoreSchema } from '../../../storage/store-schema.ts';

/** `id` is the hash of a message's, a thread's, or a user's and period's key. `body` is the entry as JSON. */
export const INBOX_SCHEMA: StoreSchema = {
  name: 'channels',
  tables: {
    messages: {
      columns: {
        channel: 'TEXT NOT NULL',
        id: 'TEXT NOT NULL',
        received_at: 'TEXT NOT NULL',
        is_done: 'INTEGER NOT NULL',
        body: 'TEXT NOT NULL',
      },
      key: ['channel', 'id'],
      indexes: ['(is_done, channel)', '(received_at)'],
    },
    threads: {
      columns: {
        channel: 'TEXT NOT NULL',
        id: 'TEXT NOT NULL',
        conversation_id: 'TEXT NOT NULL',
        used_at: 'TEXT NOT NULL',
      },
      key: ['channel', 'id'],
      indexes: ['(used_at)'],
    },
    counts: {
      columns: {
        channel: 'TEXT NOT NULL',
        id: 'TEXT NOT NULL',
        count: 'INTEGER NOT NULL',
        used_at: 'TEXT NOT NULL',
      },
      key: ['channel', 'id'],
      indexes: ['(used_at)'],
    },
  },
};
