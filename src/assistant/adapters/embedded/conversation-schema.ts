import type { StoreSchema } from '../../../storage/store-schema.ts';

/** `owner` is a hash, so that a call cannot reach another owner's rows. `n` is the place of a turn; deleted ones leave theirs empty. */
export const CONVERSATION_SCHEMA: StoreSchema = {
  name: 'conversations',
  tables: {
    conversations: {
      columns: {
        owner: 'TEXT NOT NULL',
        id: 'TEXT NOT NULL',
        /** As JSON: SQLite keeps neither a NUL nor half a surrogate pair. */
        title: 'TEXT NOT NULL',
        created_at: 'TEXT NOT NULL',
        updated_at: 'TEXT NOT NULL',
        turn_count: 'INTEGER NOT NULL',
        next_n: 'INTEGER NOT NULL',
      },
      key: ['owner', 'id'],
      indexes: ['(owner, updated_at, id)', '(updated_at)'],
    },
    turns: {
      columns: {
        owner: 'TEXT NOT NULL',
        conversation_id: 'TEXT NOT NULL',
        n: 'INTEGER NOT NULL',
        message_id: 'TEXT NOT NULL',
        /** Hash of the key of the request that made the turn, and of what was asked with it. */
        request: 'TEXT',
        fingerprint: 'TEXT',
        body: 'BLOB NOT NULL',
      },
      key: ['owner', 'conversation_id', 'n'],
      indexes: ['(owner, message_id)', 'UNIQUE (owner, request)'],
    },
  },
};

export type ConversationRow = {
  readonly owner: string;
  readonly id: string;
  readonly title: string;
  readonly created_at: string;
  readonly updated_at: string;
  readonly turn_count: number;
  readonly next_n: number;
};

export type TurnRow = {
  readonly owner: string;
  readonly conversation_id: string;
  readonly n: number;
  readonly message_id: string;
  readonly request: string | null;
  readonly fingerprint: string | null;
  readonly body: Uint8Array;
};
