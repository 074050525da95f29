import { CONVERSATION_SCHEMA } from '../assistant/adapters/embedded/conversation-schema.ts';
import { CITATION_SCHEMA } from '../assistant/adapters/embedded/sqlite-citation-archive.ts';
import { INBOX_SCHEMA } from '../channels/adapters/embedded/inbox-schema.ts';
import { JOB_SCHEMA } from '../document-jobs/adapters/embedded/sqlite-job-store.ts';
import { FEEDBACK_SCHEMA } from '../feedback/adapters/embedded/sqlite-feedback-store.ts';
import { QUESTION_SCHEMA } from '../models/adapters/embedded/sqlite-question-cache.ts';
import { USAGE_SCHEMA } from '../models/adapters/embedded/sqlite-usage-store.ts';
import { VECTOR_SCHEMA } from '../models/adapters/embedded/sqlite-vector-cache.ts';
import type { StoreSchema } from '../storage/store-schema.ts';

/** Every store of a data folder. */
export const ALL_SCHEMAS: readonly StoreSchema[] = [
  CONVERSATION_SCHEMA,
  CITATION_SCHEMA,
  FEEDBACK_SCHEMA,
  INBOX_SCHEMA,
  JOB_SCHEMA,
  USAGE_SCHEMA,
  VECTOR_SCHEMA,
  QUESTION_SCHEMA,
];
