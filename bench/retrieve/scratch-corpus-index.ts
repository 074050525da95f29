import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { embedQuestions } from '../../ingest/expansion/expand-clauses.ts';
import { buildIndexContents } from '../../ingest/indexing/build-index-contents.ts';
import { embedLater } from '../../ingest/indexing/embed-later.ts';
import { createEmbeddedClauseIndex } from '../../src/clause-index/adapters/embedded/embedded-clause-index.ts';
import { createEmbeddedIndexPublisher } from '../../src/clause-index/adapters/embedded/embedded-index-publisher.ts';
import { createEmbeddedVectorPublisher } from '../../src/clause-index/adapters/embedded/embedded-vector-publisher.ts';
import type { IndexContents } from '../../src/clause-index/ports/index-publisher.ts';
import type { ClauseIndex, IndexSnapshot } from '../../src/clause-index/ports/index-snapshot.ts';
import type { EmbedderProvider } from '../../src/models/ports/embedder.ts';
import { untilVectorsJoin } from '../until-vectors-join.ts';
import { corpusClauses, corpusDocument } from './corpus-clauses.ts';
import type { CorpusLine } from './read-lines.ts';

export interface ScratchIndex {
  readonly snapshot: IndexSnapshot;
  close(): Promise<void>;
}

export interface ScratchIndexOptions {
  /** Null: keywords only, no vectors. */
  readonly provider: EmbedderProvider | null;
  /** Written for the lines, in order: what they are found by besides their words. Only with a provider. */
  readonly questions?: readonly (readonly string[])[];
  readonly onProgress?: (message: string) => void;
}

/** Indexes corpus lines, the way ingestion does, in a temporary folder that `close` removes. */
export async function buildScratchCorpusIndex(
  lines: readonly CorpusLine[],
  options: ScratchIndexOptions,
): Promise<ScratchIndex> {
  const dataDir = await mkdtemp(path.join(tmpdir(), 'tiaowen-corpus-'));
  const index = createEmbeddedClauseIndex({ dataDir, questionsMs: 0 });
  const removeFolder = async () => {
    await index.close();
    await rm(dataDir, { recursive: true, force: true });
  };
  try {
    const contents = await buildContents(lines, options);
    options.onProgress?.('writing');
    await createEmbeddedIndexPublisher({ dataDir }).publish(contents);
    if (options.provider) await addVectors(dataDir, index, options.provider, options.onProgress);
    if (options.provider && options.questions)
      await addQuestions(dataDir, index, options.provider, options.questions);
    const snapshot = await index.open();
    return {
      snapshot,
      async close() {
        snapshot.release();
        await removeFolder();
      },
    };
  } catch (error) {
    await removeFolder();
    throw error;
  }
}

async function addQuestions(
  dataDir: string,
  index: ClauseIndex,
  embedders: EmbedderProvider,
  questions: readonly (readonly string[])[],
): Promise<void> {
  const snapshot = await index.open();
  const embedder = embedders.forIndex(snapshot.embedderId, snapshot.embedderState);
  snapshot.release();
  const late = embedder && (await embedQuestions(questions, embedder));
  if (!late) return;
  await createEmbeddedVectorPublisher({ dataDir }).addQuestions(snapshot.version, late);
  await untilVectorsJoin(index, ({ questions }) => questions?.size ?? 0);
}

/** Vectors that join later, told at every tenth. */
async function addVectors(
  dataDir: string,
  index: ClauseIndex,
  embedders: EmbedderProvider,
  tell: ScratchIndexOptions['onProgress'],
): Promise<void> {
  let told = 0;
  const publisher = createEmbeddedVectorPublisher({ dataDir });
  const onProgress = ({ done, total }: { readonly done: number; readonly total: number }) => {
    if (done < told) return;
    told = done + total / 10;
    tell?.(`embedding ${done}/${total}`);
  };
  if ((await embedLater({ index, publisher, embedders, onProgress })) !== 'added') return;
  await untilVectorsJoin(index);
}

async function buildContents(
  lines: readonly CorpusLine[],
  { provider, onProgress }: ScratchIndexOptions,
): Promise<IndexContents> {
  const contents = {
    documents: [corpusDocument(lines)],
    clauses: corpusClauses(lines),
    sources: new Map<string, string>(),
    origin: { kind: 'paths', paths: [], fingerprint: '' },
  } as const;
  if (!provider) return { ...contents, embedder: { id: 'none', dimension: 1, state: null }, passages: [] };
  let stage = '';
  return await buildIndexContents({
    ...contents,
    provider,
    frozen: null,
    onProgress(progress) {
      if (progress.stage !== stage) onProgress?.(`${progress.stage} (${progress.total} passages)`);
      stage = progress.stage;
    },
  });
}
