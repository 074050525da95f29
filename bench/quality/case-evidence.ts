import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { runIngest } from '../../ingest/run-ingest.ts';
import { SEEDS_DIR } from '../../ingest/seeds-dir.ts';
import type { AnswerContext } from '../../src/assistant/answer-context.ts';
import { type GatheredEvidence, gatherEvidence } from '../../src/assistant/gather-evidence.ts';
import { createPreparation } from '../../src/assistant/prepare-answer.ts';
import { createEmbeddedClauseIndex } from '../../src/clause-index/adapters/embedded/embedded-clause-index.ts';
import { createEmbeddedIndexPublisher } from '../../src/clause-index/adapters/embedded/embedded-index-publisher.ts';
import { createEmbedderProvider } from '../../src/models/create-embedder-provider.ts';
import type { Ask } from '../../src/questions/question-reading.ts';
import type { Evidence } from '../../src/retrieval/score-evidence.ts';
import { loadUnitDirectory } from '../../src/units/directory/unit-directory.ts';
import { groupByDocuments, type QualityCase } from './quality-case.ts';
import { matchesGold } from './score-case.ts';

/** What the assistant has before it decides on a question that is about one thing. */
export interface CaseEvidence extends GatheredEvidence {
  readonly testCase: QualityCase;
  readonly ask: Ask;
  readonly context: AnswerContext;
  /** Whether a clause is among those that the case requires or allows. */
  isRight(evidence: Evidence): boolean;
}

/**
 * Runs `look` on the evidence of every case of one turn that asks one thing of a topic; lists and comparisons are made in
 * other ways. Cases are grouped by their documents (the seeds where they name none), each group indexed once.
 */
export async function forEachCaseEvidence(
  cases: readonly QualityCase[],
  folder: string,
  look: (found: CaseEvidence) => Promise<void> | void,
): Promise<void> {
  for (const group of groupByDocuments(cases, folder)) {
    const dataDir = await mkdtemp(path.join(tmpdir(), 'tiaowen-evidence-'));
    const embedders = createEmbedderProvider({ kind: 'local' });
    const index = createEmbeddedClauseIndex({ dataDir });
    try {
      await runIngest({
        paths: group.documents ?? [SEEDS_DIR],
        origin: { kind: 'paths', fingerprint: '' },
        index,
        publisher: createEmbeddedIndexPublisher({ dataDir }),
        embedders,
      });
      const snapshot = await index.open();
      const prepare = createPreparation({
        embedders,
        unitDirectory: loadUnitDirectory(),
        clock: () => new Date(),
      });
      for (const testCase of group.cases) {
        if (testCase.turns.length > 1) continue;
        const { context } = await prepare(snapshot, { message: testCase.turns[0]! }, 'all', null);
        const [ask, ...others] = context.reading.asks;
        if (!ask || others.length > 0 || context.reading.kind !== 'question' || !isAboutOneThing(ask))
          continue;
        const golds = [...testCase.cite, ...testCase.also_ok];
        await look({
          testCase,
          ask,
          context,
          ...(await gatherEvidence(ask, context)),
          isRight({ clause }) {
            const sourceFile = context.corpus.documentById.get(clause.documentId)?.sourceFile ?? '';
            return golds.some((gold) => matchesGold({ sourceFile, text: clause.text }, gold));
          },
        });
      }
      snapshot.release();
    } finally {
      await index.close();
      await rm(dataDir, { recursive: true, force: true });
    }
  }
}

function isAboutOneThing({ topic, form, mentionedWords }: Ask): boolean {
  return (
    topic.length > 0 &&
    form !== 'list' &&
    form !== 'how-many' &&
    form !== 'compare' &&
    mentionedWords.length === 0
  );
}
