import { readFileSync } from 'node:fs';
import type { Evidence } from '../retrieval/score-evidence.ts';
import { coverWord } from '../retrieval/topic-coverage.ts';
import type { WeighedTopic } from '../retrieval/weigh-topic.ts';
import { SURE_LOG_ODDS, toConfidence } from './ports/confidence.ts';

/** What is known of a topic and a clause when it is decided whether the clause answers. */
export interface TopicFeatures {
  /** Share of the topic found in the clause and above it, 0 … 1. */
  readonly coverage: number;
  /** How much topic and title are the same, 0 … 1. */
  readonly titleFit: number;
  /** Share of the title that the question uses, 0 … 1. */
  readonly titleExplained: number;
  /** Weight of the words found, 0 … 1; three rare words make 1. */
  readonly carried: number;
  /** Number of words found, 0 … 1; four make 1. */
  readonly matched: number;
  /** How far its score lies above the next clause of its document, −0.2 … 0.4. */
  readonly lead: number;
  /** The same by coverage, −0.5 … 0.5. */
  readonly coverageLead: number;
  /** Share of the topic's weight in words that no clause has: how people talk, or a thing that the documents do not know. */
  readonly unknown: number;
  /** Share of the weight in words that other clauses have and this one lacks. */
  readonly missing: number;
}

/** A fitted decision: `bias + Σ weight · feature`, read as log odds, against `threshold`. */
export interface AnswerabilityModel {
  readonly bias: number;
  readonly weights: Readonly<Record<keyof TopicFeatures, number>>;
  readonly threshold: number;
}

/**
 * Logistic regression over the questions of tests/quality and the same questions with their right clauses taken away:
 * made by `npx tsx bench/quality/fit-answerability-main.ts`, which prints how well it does on questions left out.
 */
const MODEL: AnswerabilityModel = JSON.parse(
  readFileSync(new URL('./data/answerability.json', import.meta.url), 'utf8'),
);

/** From this cover on a word is found; below `LOST` it is not. */
const FOUND = 0.75;
const LOST = 0.4;

/** A clause with the topic it is held against and the clauses that were found with it. */
type Decision = (
  evidence: Evidence,
  topic: WeighedTopic,
  rivals: readonly Evidence[],
  headNoun?: string,
) => boolean;

/**
 * Whether a clause carries enough of what is asked to answer from it. `rivals` are the clauses that were found with it:
 * one that stands out among them answers sooner than one of many that are all a little like the question.
 */
export const carriesTopic: Decision = decideFrom(MODEL.threshold);

/** Whether a clause is so surely the one asked about that little more is wanted of its sentences. */
export const isSure: Decision = decideFrom(SURE_LOG_ODDS);

/** How surely a clause answers, 0 … 1; null where the question has no topic to hold it against. */
export function confidenceIn(
  evidence: Evidence,
  topic: WeighedTopic,
  rivals: readonly Evidence[],
): number | null {
  return topic.total > 0 ? toConfidence(logOdds(topicFeatures(evidence, topic, rivals))) : null;
}

function decideFrom(least: number): Decision {
  return (evidence, topic, rivals, headNoun = '') =>
    topic.total > 0 &&
    holdsNoun(evidence, topic, headNoun) &&
    logOdds(topicFeatures(evidence, topic, rivals)) >= least;
}

/** Log odds that the clause answers. */
export function logOdds(features: TopicFeatures, { bias, weights }: AnswerabilityModel = MODEL): number {
  let sum = bias;
  for (const name of Object.keys(weights) as (keyof TopicFeatures)[]) sum += weights[name] * features[name];
  return sum;
}

export function topicFeatures(
  evidence: Evidence,
  topic: WeighedTopic,
  rivals: readonly Evidence[],
): TopicFeatures {
  const text = searchedText(evidence);
  let carried = 0;
  let matched = 0;
  let unknown = 0;
  let missing = 0;
  for (const word of topic.words) {
    const cover = coverWord(word, text);
    carried += word.weight * cover;
    if (cover >= FOUND) matched++;
    if (cover >= LOST) continue;
    if (word.isUnknown) unknown += word.weight;
    else missing += word.weight;
  }
  const total = topic.total || 1;
  const others = rivals.filter((rival) => rival.clause.clauseId !== evidence.clause.clauseId);
  const beside = others.find((rival) => rival.clause.documentId === evidence.clause.documentId);
  return {
    coverage: evidence.coverage,
    titleFit: evidence.titleFit,
    titleExplained: evidence.titleExplained,
    carried: Math.min(carried, 3) / 3,
    matched: Math.min(matched, 4) / 4,
    lead: clamp(evidence.score - (beside?.score ?? 0), -0.2, 0.4),
    coverageLead: clamp(evidence.coverage - (others[0]?.coverage ?? 0), -0.5, 0.5),
    unknown: unknown / total,
    missing: missing / total,
  };
}

/** 「粮仓的设计方是谁」: the noun asked for must stand there, whatever else does. */
function holdsNoun(evidence: Evidence, topic: WeighedTopic, noun: string): boolean {
  if (noun === '') return true;
  const last = topic.words.filter((word) => noun.toLowerCase().includes(word.text)).at(-1);
  return last === undefined || coverWord(last, searchedText(evidence)) >= LOST;
}

function searchedText({ view, documentNames }: Evidence): string {
  return `${view.body} ${view.trail} ${documentNames}`;
}

function clamp(value: number, low: number, high: number): number {
  return Math.min(high, Math.max(low, value));
}
