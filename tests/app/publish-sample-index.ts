import { buildIndexContents } from '../../ingest/indexing/build-index-contents.ts';
import { createEmbeddedIndexPublisher } from '../../src/clause-index/adapters/embedded/embedded-index-publisher.ts';
import type { ClauseRecord } from '../../src/domain/clause.ts';
import { createEmbedderProvider } from '../../src/models/create-embedder-provider.ts';
import { CLAUSES, DOCUMENT, SOURCE } from '../delivery/support/sample-index.ts';

/** Writes the sample of the delivery tests, or other clauses of its document, as a real index. */
export async function publishSampleIndex(
  dataDir: string,
  clauses: readonly ClauseRecord[] = CLAUSES,
): Promise<string> {
  const contents = await buildIndexContents({
    documents: [DOCUMENT],
    clauses: clauses.map(withRuns),
    sources: new Map([[DOCUMENT.documentId, SOURCE]]),
    origin: { kind: 'paths', paths: ['water.txt'], fingerprint: 'sample' },
    provider: createEmbedderProvider({ kind: 'local' }),
    frozen: null,
  });
  return await createEmbeddedIndexPublisher({ dataDir }).publish(contents);
}

function withRuns(clause: ClauseRecord): ClauseRecord {
  const { length } = clause.text;
  return {
    ...clause,
    runs: [{ start: 0, length, sourceStart: clause.span.start, sourceLength: length }],
  };
}
