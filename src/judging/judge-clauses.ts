import { readFileSync } from 'node:fs';
import type { ClauseFeatures } from './clause-features.ts';

/**
 * A fitted log-linear choice among the clauses found and none of them: a clause's score is `bias + Σ weight · feature`, that of
 * none is 0, and the softmax over all of them is the probability of each. Made by `npm run train:questions`.
 */
export interface JudgeModel {
  readonly bias: number;
  readonly weights: Readonly<Record<string, number>>;
  /**
   * Least support from which on is answered, by what the form of the question came to; chosen on questions left out of the fit so
   * that in no group more of the unanswerable ones is answered than before.
   */
  readonly answerFrom: Readonly<Record<ProposalGroup, number>>;
  /** Another clause than the one proposed is answered from where it is at least so probable, and the proposed one no more than that. */
  readonly insteadFrom: { readonly other: number; readonly proposed: number };
  /** A second clause is said beside the best one from this share of its probability on. */
  readonly besideFrom: number;
  /** Support from which on what the clause says is stated without the mark of a bare quotation. */
  readonly sureFrom: number;
  /** What is judged after reading, where there is a reader. */
  readonly reading: ReadingModel;
  readonly stretch: StretchModel;
}

/** Log odds that a sentence of the clause is part of what answers, and from which probability on a neighbour is taken in. */
export interface StretchModel {
  readonly bias: number;
  readonly weights: Readonly<Record<string, number>>;
  readonly extendFrom: number;
}

/** The choice among clauses that were read with the message, and none of them. */
export interface ReadingModel {
  readonly bias: number;
  readonly weights: Readonly<Record<string, number>>;
  /** Least support from which on is answered, whatever the form came to; chosen on questions left out of both fits. */
  readonly answerFrom: number;
  readonly insteadFrom: JudgeModel['insteadFrom'];
  readonly besideFrom: number;
  readonly sureFrom: number;
  /** Where passages of the clause were read. */
  readonly stretch: StretchModel;
}

/**
 * The form proposes an answer; it finds too little of what is asked about; it finds that, and not the kind of fact asked for; it finds that
 * the question is of another place or year, or asks for an opinion.
 */
export type ProposalGroup = 'answer' | 'topic' | 'fact' | 'other';

/** Probabilities, in the order of the clauses. */
export interface Judgement {
  readonly each: readonly number[];
  /** Index of the most probable clause; −1 where none was found. */
  readonly best: number;
  /** How well the best one is supported, 0 … 1: half its own probability, half that of any clause answering at all. */
  readonly support: number;
}

export const JUDGE: JudgeModel = JSON.parse(
  readFileSync(new URL('./data/judge.json', import.meta.url), 'utf8'),
);

export function judgeClauses(
  features: readonly ClauseFeatures[],
  model: Pick<JudgeModel, 'bias' | 'weights'> = JUDGE,
): Judgement {
  if (features.length === 0) return { each: [], best: -1, support: 0 };
  const scores = features.map((row) => scoreOf(row, model));
  const highest = Math.max(0, ...scores);
  const powers = scores.map((score) => Math.exp(score - highest));
  const sum = powers.reduce((total, power) => total + power, Math.exp(-highest));
  const each = powers.map((power) => power / sum);
  const best = each.reduce((top, value, i) => (value > each[top]! ? i : top), 0);
  const any = each.reduce((total, value) => total + value, 0);
  return { each, best, support: (each[best]! + any) / 2 };
}

function scoreOf(features: ClauseFeatures, { bias, weights }: Pick<JudgeModel, 'bias' | 'weights'>): number {
  let score = bias;
  for (const [name, weight] of listWeights(weights)) score += weight * (features[name] ?? 0);
  return score;
}

const lists = new WeakMap<JudgeModel['weights'], readonly (readonly [string, number])[]>();

/** Once for each model: it is held against every candidate. */
function listWeights(weights: JudgeModel['weights']): readonly (readonly [string, number])[] {
  const list = lists.get(weights) ?? Object.entries(weights);
  lists.set(weights, list);
  return list;
}
