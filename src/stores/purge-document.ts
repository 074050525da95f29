import { existsSync } from 'node:fs';
import { openSqliteCitationArchive } from '../assistant/adapters/embedded/sqlite-citation-archive.ts';
import { openSqliteConversationStore } from '../assistant/adapters/embedded/sqlite-conversation-store.ts';
import { createEmbeddedIndexPublisher } from '../clause-index/adapters/embedded/embedded-index-publisher.ts';
import { locateIndex } from '../clause-index/adapters/embedded/index-layout.ts';
import { openSqliteQuestionCache } from '../models/adapters/embedded/sqlite-question-cache.ts';
import { openSqliteVectorCache } from '../models/adapters/embedded/sqlite-vector-cache.ts';
import { storesFolder } from '../storage/store-paths.ts';

/** What was removed. */
export interface PurgedDocument {
  readonly documentId: string;
  /** Cited clauses. */
  readonly citations: number;
  /** Turns whose answers rest on the document: the question stays, the answer is withheld. */
  readonly turns: number;
  /** All cached vectors: whose text they are of is not kept with them. */
  readonly vectors: number;
  /** Clauses whose questions a model wrote: all, for the same reason. */
  readonly questions: number;
  /** Earlier versions of the index that held it, or could not be read: none of them can be rolled back to any more. */
  readonly versions: number;
}

/**
 * Removes what is kept of a document that is no longer in the published index. Other stores hold none of its words: feedback what askers said, the inbox of channels and
 * the audit log what they asked, with ids of clauses at most. It may be run again, and beside the service.
 */
export async function purgeDocument(dataDir: string, documentId: string): Promise<PurgedDocument> {
  // A folder that nothing was kept in yet stays as it is, free for the samples.
  const hasIndex = existsSync(locateIndex(dataDir).folder);
  const versions = hasIndex
    ? await createEmbeddedIndexPublisher({ dataDir }).removeVersionsWith(documentId)
    : 0;
  if (!existsSync(storesFolder(dataDir)))
    return { documentId, citations: 0, turns: 0, vectors: 0, questions: 0, versions };
  const citations = openSqliteCitationArchive({ dataDir });
  const conversations = openSqliteConversationStore({ dataDir });
  const vectors = openSqliteVectorCache({ dataDir });
  const questions = openSqliteQuestionCache({ dataDir });
  try {
    return {
      documentId,
      citations: await citations.deleteOfDocument(documentId),
      turns: await conversations.withholdDocument(documentId),
      vectors: await vectors.clear(),
      questions: await questions.clear(),
      versions,
    };
  } finally {
    await Promise.all([citations.close(), conversations.close(), vectors.close(), questions.close()]);
  }
}
