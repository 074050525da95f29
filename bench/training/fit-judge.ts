import type { SentenceFeatures } from '../../src/judging/choose-stretch.ts';
import {
  type JudgeModel,
  type Judgement,
  judgeClauses,
  type ReadingModel,
  type StretchModel,
} from '../../src/judging/judge-clauses.ts';
import {
  featuresOfReadings,
  judgeReadings,
  oddsOf,
  placesToRead,
  type ReadClause,
} from '../../src/judging/judge-readings.ts';
import { fitLogistic } from '../quality/logistic.ts';
import { type ChoiceCase, fitChoice } from './fit-choice.ts';
import type { QuestionRow, SentenceRow } from './question-rows.ts';
import { didReaderSee, isTunedSet } from './reader-sets.ts';

/** A question judged by a fit that has not seen its group. */
export interface JudgedRow {
  readonly row: QuestionRow;
  readonly judgement: Judgement;
  readonly support: number;
  /** Whether the chosen clause answers. */
  readonly isRight: boolean;
}

const FOLDS = 5;
/** Support from which on nine of ten answers are right, on questions left out. */
const SURE_FROM = 0.75;
const EXTEND_FROM = 0.3;
const BESIDE_FROM = 0.4;
/** Without reading a second clause is right too seldom. */
const NEVER = 2;
/** Chosen on questions left out: what a cut a tenth lower would answer more is as often wrong or asked of nothing as it is right. */
const ANSWER_FROM: JudgeModel['answerFrom'] = { answer: 0.4, topic: 0.75, fact: 0.85, other: 0.9 };

/** The same after reading, where what the form came to is one thing known among others. */
const READ_FROM = 0.5;
/** Holds the weights of the many features small that few questions were read for. */
const READ_RIDGE = 20;

/**
 * Fits the choice among clauses, before and after reading, and the log odds of their sentences; weights are rounded to three decimals.
 * `judged`: the same rows as `crossJudge` has them.
 */
export function fitJudge(rows: readonly QuestionRow[], judged: readonly JudgedRow[]): JudgeModel {
  return {
    ...fitClauses(rows),
    answerFrom: ANSWER_FROM,
    insteadFrom: { other: 0.6, proposed: 0.1 },
    besideFrom: NEVER,
    sureFrom: SURE_FROM,
    reading: fitReading(judged),
    stretch: fitStretch(rows, (sentence) => sentence.features),
  };
}

type FeaturesOf = (sentence: SentenceRow) => SentenceFeatures | null;

/** Sentences that have no such features are left out. */
function fitStretch(rows: readonly QuestionRow[], featuresOf: FeaturesOf): StretchModel {
  const sentences = rows
    .flatMap(({ candidates }) => candidates.flatMap((candidate) => candidate.sentences))
    .filter((sentence) => featuresOf(sentence) !== null);
  const names = namesOf(sentences.map((sentence) => featuresOf(sentence)!));
  const { bias, weights } = fitLogistic(
    sentences.map((sentence) => names.map((name) => featuresOf(sentence)![name] ?? 0)),
    sentences.map(({ isPart }) => isPart),
  );
  return { bias: round(bias), weights: named(names, weights), extendFrom: EXTEND_FROM };
}

/**
 * Share of right clauses with several sentences whose most probable one is part of the answer, before and after reading, by fits that have not seen the
 * document. Of clauses that were read and have a part that is marked.
 */
export function crossStretch(rows: readonly QuestionRow[]): {
  clauses: number;
  before: number;
  after: number;
} {
  const clauses = rows
    .filter(({ candidates }) =>
      candidates.some(({ sentences }) => sentences.some(({ read }) => read !== null)),
    )
    .map((row) => ({ row, group: row.group }));
  const share = (featuresOf: FeaturesOf) => {
    const hits = crossFit(
      clauses,
      ({ group }) => group,
      (some) =>
        fitStretch(
          some.map(({ row }) => row),
          featuresOf,
        ),
      ({ row }, { bias, weights }) =>
        row.candidates
          .map(({ sentences }) => sentences)
          .filter((own) => own.length > 1 && own[0]!.read !== null && own.some(({ isPart }) => isPart))
          .map((own) => {
            const odds = own.map((sentence) =>
              Object.entries(weights).reduce(
                (sum, [name, weight]) => sum + weight * (featuresOf(sentence)![name] ?? 0),
                bias,
              ),
            );
            return own[odds.indexOf(Math.max(...odds))]!.isPart;
          }),
    ).flat();
    return { count: hits.length, share: hits.filter(Boolean).length / Math.max(1, hits.length) };
  };
  const before = share(({ features }) => features);
  return { clauses: before.count, before: before.share, after: share(({ read }) => read).share };
}

/** The first judge alone. What the second is mostly fitted on it has never seen, so that its scores there are those of a stranger's questions. */
export function fitClauses(all: readonly QuestionRow[]): Pick<JudgeModel, 'bias' | 'weights'> {
  const rows = all.filter(({ group }) => kindOf(group) !== 'met');
  const names = namesOf(rows.flatMap(({ candidates }) => candidates.map(({ features }) => features)));
  const { bias, weights } = fitChoice(rows.map((row) => toCase(row, names)));
  return { bias: round(bias), weights: named(names, weights) };
}

/** Judges every question by a fit without its group. */
export function crossJudge(rows: readonly QuestionRow[]): JudgedRow[] {
  return crossFit(
    rows,
    ({ group }) => group,
    fitClauses,
    (row, model) => {
      const judgement = judgeClauses(
        row.candidates.map(({ features }) => features),
        model,
      );
      return judgedRow(row, judgement);
    },
  );
}

/** Judges what the reader was not trained on, after reading, by fits without its group. */
export function crossRead(judged: readonly JudgedRow[]): JudgedRow[] {
  const unseen = judged.filter(
    ({ row, judgement }) => !didReaderSee(row.group) && readClauses(row, judgement) !== null,
  );
  return crossFit(
    unseen,
    ({ row }) => row.group,
    fitReadings,
    ({ row, judgement }, model) => {
      const { places, clauses } = readClauses(row, judgement)!;
      const read = judgeReadings(clauses, model);
      const each = row.candidates.map(() => 0);
      places.forEach((place, i) => {
        each[place] = read.each[i]!;
      });
      return judgedRow(row, { each, best: places[read.best]!, support: read.support });
    },
  );
}

function judgedRow(row: QuestionRow, judgement: Judgement): JudgedRow {
  const { best, support } = judgement;
  return { row, judgement, support, isRight: row.candidates[best]?.isRight ?? false };
}

/** What is left out of a fit is judged by it. */
function crossFit<T, M, R>(
  items: readonly T[],
  groupOf: (item: T) => string,
  fitTo: (items: readonly T[]) => M,
  judge: (item: T, model: M) => R,
): R[] {
  const foldOf = new Map([...new Set(items.map(groupOf))].sort().map((group, i) => [group, i % FOLDS]));
  const judged: R[] = [];
  for (let fold = 0; fold < FOLDS; fold++) {
    const isLeftOut = (item: T) => foldOf.get(groupOf(item)) === fold;
    const left = items.filter(isLeftOut);
    if (left.length === 0) continue;
    const model = fitTo(items.filter((item) => !isLeftOut(item)));
    judged.push(...left.map((item) => judge(item, model)));
  }
  return judged;
}

/** Fitted on what the reader was not trained on, to scores of first judges that had not seen it either. */
export function fitReading(judged: readonly JudgedRow[]): ReadingModel {
  const unseen = judged.filter(({ row }) => !didReaderSee(row.group));
  return {
    ...fitReadings(unseen),
    answerFrom: READ_FROM,
    insteadFrom: { other: 0.5, proposed: 0.1 },
    besideFrom: BESIDE_FROM,
    sureFrom: SURE_FROM,
    stretch: fitStretch(
      unseen.map(({ row }) => row),
      (sentence) => sentence.read,
    ),
  };
}

/**
 * Of which kind of set every how-manieth question counts. On what the forms were tuned on they are nearly always right, which says nothing of how
 * far they are to be believed elsewhere; written sets are near misses by design, half of them twins without an answer, and fitted to them alone the
 * judge refuses on other people's questions (`docs/quality.md`).
 */
const COUNTED = { met: 1, tuned: 1, real: 3, written: 10 };

function kindOf(group: string): keyof typeof COUNTED {
  if (isTunedSet(group)) return 'tuned';
  const [set = ''] = group.split(':');
  return set === 'met' || set === 'real' ? set : 'written';
}

function fitReadings(judged: readonly JudgedRow[]): Pick<ReadingModel, 'bias' | 'weights'> {
  const seen = { met: 0, tuned: 0, real: 0, written: 0 };
  const counted = judged.filter(({ row }) => {
    const kind = kindOf(row.group);
    return seen[kind]++ % COUNTED[kind] === 0;
  });
  const cases = counted.flatMap(({ row, judgement }) => {
    const read = readClauses(row, judgement);
    if (read === null) return [];
    return [
      {
        features: featuresOfReadings(read.clauses),
        right: read.places.map((place) => row.candidates[place]!.isRight),
      },
    ];
  });
  const names = namesOf(cases.flatMap(({ features }) => features));
  const { bias, weights } = fitChoice(
    cases.map(({ features, right }) => ({
      rows: features.map((row) => names.map((name) => row[name] ?? 0)),
      right,
    })),
    READ_RIDGE,
  );
  return { bias: round(bias), weights: named(names, weights) };
}

/** The clauses of a row that an answer would have read, as far as they were. */
function readClauses(
  { candidates }: QuestionRow,
  judgement: Judgement,
): { readonly places: readonly number[]; readonly clauses: readonly ReadClause[] } | null {
  const places = placesToRead(judgement).filter((place) => (candidates[place]!.readings?.length ?? 0) > 0);
  if (places.length === 0) return null;
  const clauses = places.map((place) => ({
    score: oddsOf(judgement, place),
    readings: candidates[place]!.readings!,
    features: candidates[place]!.features,
  }));
  return { places, clauses };
}

/** For each bound on the share of unanswerable questions answered: the least cut that keeps it, and what is answered then. */
export function drawRisk(judged: readonly JudgedRow[], bounds: readonly number[]) {
  const none = judged.filter(({ row }) => !row.isAnswerable).map(({ support }) => support);
  none.sort((a, b) => b - a);
  return bounds.map((falseAnswers) => {
    const cut = none[Math.floor(falseAnswers * none.length)] ?? 0;
    const answered = judged.filter(({ row, support }) => row.isAnswerable && support > cut);
    const right = answered.filter(({ isRight }) => isRight).length;
    return { falseAnswers, cut, right, wrong: answered.length - right };
  });
}

function toCase({ candidates }: QuestionRow, names: readonly string[]): ChoiceCase {
  return {
    rows: candidates.map(({ features }) => names.map((name) => features[name] ?? 0)),
    right: candidates.map(({ isRight }) => isRight),
  };
}

function namesOf(rows: readonly Readonly<Record<string, number>>[]): string[] {
  return [...new Set(rows.flatMap((row) => Object.keys(row)))].sort();
}

function named(names: readonly string[], weights: readonly number[]): Record<string, number> {
  return Object.fromEntries(
    names.map((name, i) => [name, round(weights[i]!)] as const).filter(([, weight]) => weight !== 0),
  );
}

function round(value: number): number {
  return Math.round(value * 1000) / 1000;
}
