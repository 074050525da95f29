import type { IndexSnapshot } from '../clause-index/ports/index-snapshot.ts';
import type { AskRequest } from '../domain/answer.ts';
import { dayInChina } from '../domain/day-in-china.ts';
import type { Visibility } from '../domain/search-scope.ts';
import type { EmbedderProvider } from '../models/ports/embedder.ts';
import type { Reader } from '../models/ports/reader.ts';
import type { QuestionReading, RememberedReading } from '../questions/question-reading.ts';
import { readQuestion } from '../questions/read-question.ts';
import type { UnitDirectory } from '../units/directory/unit-directory.ts';
import type { AnswerContext } from './answer-context.ts';
import { type CorpusView, createCorpusViews } from './corpus-view.ts';
import { honourFilters } from './honour-filters.ts';
import { readCollectives } from './read-collectives.ts';
import { scopeOf } from './search-scope.ts';
import { unlessTooMuch, unreadReading } from './work-limits.ts';

export interface PreparationOptions {
  readonly embedders: EmbedderProvider;
  /** Default none. */
  readonly reader?: Reader | null;
  readonly unitDirectory: UnitDirectory;
  readonly clock: () => Date;
}

export interface PreparedAnswer {
  /** What the message says, for the next turn. */
  readonly reading: QuestionReading;
  /** What its answer is made with; its own reading is the one under the caller's filters. */
  readonly context: AnswerContext;
}

/**
 * Reads a message against what the caller may see and the turn before, and gathers what its answer is made with.
 * Views of an index are kept for the next message.
 */
export type PrepareAnswer = (
  snapshot: IndexSnapshot,
  request: AskRequest,
  visibility: Visibility,
  previous: RememberedReading | null,
) => Promise<PreparedAnswer>;

export function createPreparation(options: PreparationOptions): PrepareAnswer {
  const viewCorpus = createCorpusViews();
  const { embedders, unitDirectory, clock } = options;
  return async (snapshot, request, visibility, previous) => {
    const embedder = embedders.forIndex(snapshot.embedderId, snapshot.embedderState);
    // Most messages stand alone and are searched for as they are: a model elsewhere computes while they are read.
    if (snapshot.vectors.size > 0 && embedder?.trainedOnCorpus === false)
      embedder.embedQuery(request.message).catch(() => undefined);
    const corpus = await viewCorpus(snapshot, visibility);
    const filters = request.filters ?? {};
    const read = () => {
      const own = readQuestion({
        message: request.message,
        documents: corpus.documents,
        unitDirectory,
        knownUnits: corpus.knownUnits,
        previous,
        context: request.context,
        filters: request.filters,
        correctSlips: corpus.correctSlips,
      });
      const reading = readCollectives(own, corpus.collectives);
      return { reading, filtered: honourFilters(reading, filters, corpus.documents) };
    };
    const { reading, filtered } = await unlessTooMuch(read, () => {
      const unread = unreadReading(request.message);
      return { reading: unread, filtered: unread };
    });
    const context: AnswerContext = {
      snapshot,
      embedder,
      reader: options.reader ?? null,
      unitDirectory,
      corpus,
      reading: filtered,
      scope: scopeOf(visibility, filters, (unit) => namesOf(unit, corpus, unitDirectory)),
      asOf: filters.asOf ?? dayInChina(clock().getTime()),
      spent: { retrievalMs: 0, readingMs: 0, embedding: 'none', reading: 'none' },
    };
    return { reading, context };
  };
}

function namesOf(unit: string, { knownUnits, jurisdiction }: CorpusView, directory: UnitDirectory): string[] {
  const names = directory
    .namesFor(unit, knownUnits, { jurisdiction })
    .filter((match) => match.relation !== 'part-succession')
    .map((match) => match.name);
  return names.length > 0 ? names : [unit];
}
