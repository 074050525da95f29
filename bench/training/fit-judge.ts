import { type JudgeModel, judgeClauses } from '../../src/judging/judge-clauses.ts';
import { fitLogistic } from '../quality/logistic.ts';
import { type ChoiceCase, fitChoice } from './fit-choice.ts';
import type { QuestionRow } from './question-rows.ts';

/** A question judged by a fit that has not seen its group. */
export interface JudgedRow {
  readonly row: QuestionRow;
  readonly support: number;
  /** Whether the chosen clause answers. */
  readonly isRight: boolean;
}

const FOLDS = 5;
/** Support from which on nine of ten answers are right, on questions left out. */
const SURE_FROM = 0.75;
const EXTEND_FROM = 0.3;
/**
 * Chosen on questions left out so that in no kind of set more of the unanswerable ones is answered than by the forms alone; see
 * docs/quality.md. The report prints what other cuts give.
 */
const ANSWER_FROM: JudgeModel['answerFrom'] = { answer: 0.4, topic: 0.86, fact: 0.95 };

/** Fits the choice among clauses and the log odds of their sentences; weights are rounded to three decimals. */
export function fitJudge(rows: readonly QuestionRow[]): JudgeModel {
  const sentences = rows.flatMap(({ candidates }) => candidates.flatMap((candidate) => candidate.sentences));
  const sentenceNames = namesOf(sentences.map(({ features }) => features));
  const stretch = fitLogistic(
    sentences.map(({ features }) => sentenceNames.map((name) => features[name] ?? 0)),
    sentences.map(({ isPart }) => isPart),
  );
  return {
    ...fitClauses(rows),
    answerFrom: ANSWER_FROM,
    insteadFrom: { other: 0.6, proposed: 0.1 },
    sureFrom: SURE_FROM,
    stretch: {
      bias: round(stretch.bias),
      weights: named(sentenceNames, stretch.weights),
      extendFrom: EXTEND_FROM,
    },
  };
}

function fitClauses(rows: readonly QuestionRow[]): Pick<JudgeModel, 'bias' | 'weights'> {
  const names = namesOf(rows.flatMap(({ candidates }) => candidates.map(({ features }) => features)));
  const { bias, weights } = fitChoice(rows.map((row) => toCase(row, names)));
  return { bias: round(bias), weights: named(names, weights) };
}

/** Judges every question by a fit without its group. */
export function crossJudge(rows: readonly QuestionRow[]): JudgedRow[] {
  const foldOf = new Map(
    [...new Set(rows.map(({ group }) => group))].sort().map((group, i) => [group, i % FOLDS]),
  );
  const judged: JudgedRow[] = [];
  for (let fold = 0; fold < FOLDS; fold++) {
    const model = fitClauses(rows.filter(({ group }) => foldOf.get(group) !== fold));
    for (const row of rows.filter(({ group }) => foldOf.get(group) === fold)) {
      const { best, support } = judgeClauses(
        row.candidates.map(({ features }) => features),
        model,
      );
      judged.push({ row, support, isRight: row.candidates[best]?.isRight ?? false });
    }
  }
  return judged;
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
