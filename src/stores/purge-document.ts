import { openSqliteCitationArchive } from '../assistant/adapters/embedded/sqlite-citation-archive.ts';
import { openSqliteConversationStore } from '../assistant/adapters/embedded/sqlite-conversation-store.ts';
import { openSqliteVectorCache } from '../models/adapters/embedded/sqlite-vector-cache.ts';

/** What was removed. */
export interface PurgedDocument {
  readonly documentId: string;
  /** Cited clauses. */
  readonly citations: number;
  /** Turns whose answers rest on the document: the question stays, the answer is withheld. */
  readonly turns: number;
  /** All cached vectors: whose text they are of is not kept with them. */
  readonly vectors: number;
}

/**
 * Removes what is kept of a withdrawn document. Other stores hold none of its words: feedback what askers said, the inbox of channels and
 * the audit log what they asked, with ids of clauses at most. It may be run again, and beside the service.
 */
export async function purgeDocument(dataDir: string, documentId: string): Promise<PurgedDocument> {
  const citations = openSqliteCitationArchive({ dataDir });
  const conversations = openSqliteConversationStore({ dataDir });
  const vectors = openSqliteVectorCache({ dataDir });
  try {
    return {
      documentId,
      citations: await citations.deleteOfDocument(documentId),
      turns: await conversations.withholdDocument(documentId),
      vectors: await vectors.clear(),
    };
  } finally {
    await Promise.all([citations.close(), conversations.close(), vectors.close()]);
  }
}
