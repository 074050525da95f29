import { buildIndexContents } from '../../ingest/indexing/build-index-contents.ts';
import { runIngest } from '../../ingest/run-ingest.ts';
import { SEEDS_DIR } from '../../ingest/seeds-dir.ts';
import { createEmbeddedClauseIndex } from '../../src/clause-index/adapters/embedded/embedded-clause-index.ts';
import { createEmbeddedIndexPublisher } from '../../src/clause-index/adapters/embedded/embedded-index-publisher.ts';
import { createEmbedderProvider } from '../../src/models/create-embedder-provider.ts';
import { corpusClauses, corpusDocument } from '../retrieve/corpus-clauses.ts';
import type { BenchCorpus } from './bench-corpus.ts';

/** Lines that make one document of the large index. */
const LINES_PER_DOCUMENT = 100;

export interface LargeIndex {
  readonly clauses: number;
  readonly documents: number;
  /** Both published; the second is in service. */
  readonly versions: readonly [string, string];
  /** Milliseconds by stage. */
  readonly stages: ReadonlyMap<string, number>;
}

/**
 * The seeds among the lines of a corpus, a hundred lines a document, published twice in a data folder: what a house with
 * many documents would have. The copies differ in their version alone.
 */
export async function publishLargeIndex(dataDir: string, corpus: BenchCorpus): Promise<LargeIndex> {
  const provider = createEmbedderProvider({ kind: 'local' });
  const publisher = createEmbeddedIndexPublisher({ dataDir });
  const index = createEmbeddedClauseIndex({ dataDir });
  const stages = new Map<string, number>();
  let stage = 'reading the seeds';
  let since = performance.now();
  const enter = (name: string) => {
    if (name === stage) return;
    const now = performance.now();
    stages.set(stage, (stages.get(stage) ?? 0) + now - since);
    stage = name;
    since = now;
  };
  try {
    const origin = { kind: 'paths', fingerprint: '' } as const;
    await runIngest({ paths: [SEEDS_DIR], origin, index, publisher, embedders: provider });
    const snapshot = await index.open();
    const seeds = await snapshot.clauses.listDocuments('all');
    const ids = seeds.map(({ documentId }) => documentId);
    const seedClauses = (await snapshot.clauses.getDocumentClauses(ids, 'all')).flat();
    const sources = new Map(
      (await snapshot.sources.getSources(ids, 'all')).map((source, i) => [ids[i]!, source ?? '']),
    );
    snapshot.release();
    enter('records');
    const documents = [...seeds];
    const clauses = [...seedClauses];
    for (let at = 0; at < corpus.lines.length; at += LINES_PER_DOCUMENT) {
      const lines = corpus.lines.slice(at, at + LINES_PER_DOCUMENT);
      const documentId = `corpus-${at / LINES_PER_DOCUMENT + 1}`;
      documents.push(corpusDocument(lines, documentId));
      clauses.push(...corpusClauses(lines, documentId));
    }
    const contents = await buildIndexContents({
      documents,
      clauses,
      sources,
      origin: { ...origin, paths: [] },
      provider,
      frozen: null,
      onProgress: (progress) => enter(progress.stage),
    });
    enter('publishing');
    const first = await publisher.publish(contents);
    enter('publishing again');
    const second = await publisher.publish(contents);
    enter('end');
    return { clauses: clauses.length, documents: documents.length, versions: [first, second], stages };
  } finally {
    await index.close();
  }
}
