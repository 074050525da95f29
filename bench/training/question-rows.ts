import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { runIngest } from '../../ingest/run-ingest.ts';
import { SEEDS_DIR } from '../../ingest/seeds-dir.ts';
import { isComplete } from '../../src/assistant/answer-ask.ts';
import type { AnswerContext } from '../../src/assistant/answer-context.ts';
import { findCandidates } from '../../src/assistant/find-candidates.ts';
import { createPreparation } from '../../src/assistant/prepare-answer.ts';
import { proposeByForm } from '../../src/assistant/propose-by-form.ts';
import { PASSAGES_A_CLAUSE, readPlaces, readRest } from '../../src/assistant/read-closely.ts';
import { createEmbeddedClauseIndex } from '../../src/clause-index/adapters/embedded/embedded-clause-index.ts';
import { createEmbeddedIndexPublisher } from '../../src/clause-index/adapters/embedded/embedded-index-publisher.ts';
import type { IndexSnapshot } from '../../src/clause-index/ports/index-snapshot.ts';
import type { ClauseRecord } from '../../src/domain/clause.ts';
import { type SentenceFeatures, sentenceFeatures } from '../../src/judging/choose-stretch.ts';
import { type ClauseFeatures, readMessage } from '../../src/judging/clause-features.ts';
import { judgeClauses } from '../../src/judging/judge-clauses.ts';
import type { PassageReading } from '../../src/judging/judge-readings.ts';
import { choosePassages, passagesOf } from '../../src/judging/passages.ts';
import type { EmbedderProvider } from '../../src/models/ports/embedder.ts';
import type { Reader } from '../../src/models/ports/reader.ts';
import { type ClauseView, viewClause } from '../../src/retrieval/clause-view.ts';
import { loadUnitDirectory } from '../../src/units/directory/unit-directory.ts';
import { didReaderSee } from './reader-sets.ts';

/** A question labelled by its answer. */
export interface TrainingQuestion {
  readonly id: string;
  readonly message: string;
  /** Null: the documents do not answer it. */
  readonly gold: TrainingGold | null;
  /** What is left out together when data is split. */
  readonly group: string;
}

/** What answers: whether a clause does, and whether a sentence of it is part of the answer. */
export interface TrainingGold {
  isRight(clause: ClauseRecord, context: AnswerContext): boolean;
  isPart(sentence: string): boolean;
}

/** What the judge is given for one question, with labels. */
export interface QuestionRow {
  readonly id: string;
  readonly group: string;
  readonly isAnswerable: boolean;
  /** The question as it is held against clauses. */
  readonly text: string;
  readonly candidates: readonly {
    readonly features: ClauseFeatures;
    readonly isRight: boolean;
    /** Its document: the name of the file. */
    readonly document: string;
    /** Sentences of a right clause. */
    readonly sentences: readonly SentenceRow[];
    /** What a reader would be given of it; of a right clause what holds a part of the answer. */
    readonly passages: readonly string[];
    /** What the reader said of its passages; null where it was not read. */
    readonly readings: readonly PassageReading[] | null;
  }[];
}

export interface SentenceRow {
  readonly features: SentenceFeatures;
  /** With what the reader says of the clause's passages; null where it was not read. */
  readonly read: SentenceFeatures | null;
  readonly isPart: boolean;
}

/** More than are read of an answer: which are best changes with the weights. */
const MOST_READ = 8;

/** Indexes documents (the seeds when null) in a temporary folder, as the configured embedder does, and looks at every question. */
export async function collectRows(
  documents: readonly string[] | null,
  questions: readonly TrainingQuestion[],
  { embedders, reader }: { readonly embedders: EmbedderProvider; readonly reader: Reader | null },
): Promise<QuestionRow[]> {
  const dataDir = await mkdtemp(path.join(tmpdir(), 'tiaowen-training-'));
  const index = createEmbeddedClauseIndex({ dataDir });
  try {
    await runIngest({
      paths: documents ?? [SEEDS_DIR],
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
    const rows: QuestionRow[] = [];
    for (const question of questions) {
      const row = await rowOf(question, snapshot, prepare, reader);
      if (row) rows.push(row);
    }
    snapshot.release();
    return rows;
  } finally {
    await index.close();
    await rm(dataDir, { recursive: true, force: true });
  }
}

/** Null where the message asks several things, nothing, or for what is computed over an index of records. */
async function rowOf(
  { id, message, gold, group }: TrainingQuestion,
  snapshot: IndexSnapshot,
  prepare: ReturnType<typeof createPreparation>,
  reader: Reader | null,
): Promise<QuestionRow | null> {
  const { context } = await prepare(snapshot, { message }, 'all', null);
  const [ask, ...others] = context.reading.asks;
  if (context.reading.kind !== 'question' || !ask || others.length > 0) return null;
  const proposal = await proposeByForm(ask, context);
  if (isComplete(ask, proposal)) return null;
  const { text, clauses, features } = await findCandidates(ask, proposal, context);
  const read = readMessage(text);
  const chances = judgeClauses(features).each;
  const worthReading = [...chances.keys()].sort((a, b) => chances[b]! - chances[a]!).slice(0, MOST_READ);
  // What the reader was trained on is of no use with its readings.
  const own = didReaderSee(group) ? null : reader;
  const readings = own && (await readPlaces({ text, clauses }, worthReading, own));
  const sentencesOf = async (view: ClauseView, known: readonly PassageReading[] | undefined) => {
    const all = own && known ? await readRest(text, view, known, own) : null;
    const withReadings = all && sentenceFeatures(read, view, all);
    return sentenceFeatures(read, view).map((row, k) => ({
      features: row,
      read: withReadings?.[k] ?? null,
      isPart: gold!.isPart(sentenceOf(view, k)),
    }));
  };
  const candidates = clauses.map(async (clause, i) => {
    const isRight = gold?.isRight(clause, context) ?? false;
    const view = viewClause(clause);
    return {
      features: features[i]!,
      isRight,
      document: path.parse(context.corpus.documentById.get(clause.documentId)?.sourceFile ?? '').name,
      readings: readings?.get(i) ?? null,
      passages: (isRight
        ? passagesOf(view).filter(({ sentences }) => sentences.some((k) => gold!.isPart(sentenceOf(view, k))))
        : choosePassages(read, view, PASSAGES_A_CLAUSE)
      ).map((passage) => passage.text),
      sentences: gold && isRight ? await sentencesOf(view, readings?.get(i)) : [],
    };
  });
  return { id, group, isAnswerable: gold !== null, text, candidates: await Promise.all(candidates) };
}

function sentenceOf({ clause, sentences }: ClauseView, place: number): string {
  const { start, end } = sentences[place]!;
  return clause.text.slice(start, end);
}
