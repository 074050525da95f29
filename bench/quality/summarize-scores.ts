import type { Measure } from './floors.ts';
import { type Interval, percentile, wilsonInterval } from './intervals.ts';
import type { CaseScore } from './score-case.ts';

/** Hits of a total with the 95 % interval of their share; `value` is null when nothing was counted. */
export interface Share {
  readonly hits: number;
  readonly total: number;
  readonly value: number | null;
  readonly interval: Interval;
}

/** The scores of the evaluation over one group of cases. */
export interface QualitySummary {
  readonly cases: number;
  readonly whollyRight: Share;
  readonly citationRecall: Share;
  readonly citationPrecision: Share;
  readonly citationClean: Share;
  readonly unitExact: Share;
  readonly unitF1: number | null;
  readonly answerHit: Share;
  readonly refusalAccuracy: Share;
  /** Refuse cases that were answered. */
  readonly falseAnswers: Share;
  /** Answerable cases that were refused. */
  readonly falseRefusals: Share;
  /** Answers that are bare quotations. */
  readonly bareQuotes: Share;
  /** Required clauses cited, and cited clauses that are right, summed over list cases. */
  readonly listRecall: Share;
  readonly listPrecision: Share;
  /** Median of answer length over the length of the gold sentences. */
  readonly answerLength: number | null;
}

export function summarizeScores(scores: readonly CaseScore[]): QualitySummary {
  const answerable = scores.filter(({ refuse }) => !refuse);
  const lists = answerable.filter(({ kind }) => kind === 'list');
  const refusable = scores.filter(({ refuse }) => refuse);
  const pairs = scores.flatMap(({ unitPairs }) => (unitPairs ? [unitPairs] : []));
  return {
    cases: scores.length,
    whollyRight: shareOf(scores.map(({ whollyRight }) => whollyRight)),
    citationRecall: shareOf(scores.map(({ checks }) => checks.recall)),
    citationPrecision: share(sum(answerable.map((s) => s.citedRight)), sum(answerable.map((s) => s.cited))),
    citationClean: shareOf(scores.map(({ checks }) => checks.clean)),
    unitExact: shareOf(scores.map(({ checks }) => checks.units)),
    unitF1: pairF1(
      sum(pairs.map((p) => p.hits)),
      sum(pairs.map((p) => p.extra)),
      sum(pairs.map((p) => p.missed)),
    ),
    answerHit: shareOf(scores.map(({ checks }) => checks.answer)),
    refusalAccuracy: shareOf(scores.map(({ checks }) => checks.refusal)),
    falseAnswers: shareOf(refusable.map(({ checks }) => !checks.refusal)),
    falseRefusals: shareOf(answerable.map(({ refused }) => refused)),
    bareQuotes: shareOf(scores.map(({ isBareQuote }) => isBareQuote)),
    listRecall: share(sum(lists.map((s) => s.goldCited)), sum(lists.map((s) => s.goldTotal))),
    listPrecision: share(sum(lists.map((s) => s.citedRight)), sum(lists.map((s) => s.cited))),
    answerLength: percentile(
      scores.flatMap(({ lengthRatio }) => (lengthRatio === null ? [] : [lengthRatio])),
      0.5,
    ),
  };
}

/** Summaries by kind, in order of first appearance. */
export function summarizeByKind(scores: readonly CaseScore[]): Map<string, QualitySummary> {
  const kinds = [...new Set(scores.map(({ kind }) => kind))];
  return new Map(kinds.map((kind) => [kind, summarizeScores(scores.filter((score) => score.kind === kind))]));
}

const LOW_IS_GOOD: ReadonlySet<string> = new Set([
  'falseAnswers',
  'falseRefusals',
  'bareQuotes',
  'answerLength',
]);

/** Every figure a floor may name: `whollyRight`, and by kind `who.whollyRight`. */
export function measuresOf(overall: QualitySummary, byKind: ReadonlyMap<string, QualitySummary>): Measure[] {
  return [
    ...measuresOfOne(overall, ''),
    ...[...byKind].flatMap(([kind, summary]) => measuresOfOne(summary, `${kind}.`)),
  ];
}

function measuresOfOne(summary: QualitySummary, prefix: string): Measure[] {
  return Object.entries(summary).map(([name, figure]: [string, Share | number | null]) => ({
    name: `${prefix}${name}`,
    value: typeof figure === 'object' && figure !== null ? figure.value : figure,
    lowIsGood: LOW_IS_GOOD.has(name),
  }));
}

/** Shares of `true` among the checks that apply. */
export function shareOf(checks: readonly (boolean | null)[]): Share {
  const applied = checks.filter((check) => check !== null);
  return share(applied.filter(Boolean).length, applied.length);
}

export function share(hits: number, total: number): Share {
  return { hits, total, value: total === 0 ? null : hits / total, interval: wilsonInterval(hits, total) };
}

/** 2·hits over 2·hits + extra + missed; null when there is nothing to find and nothing was found. */
export function pairF1(hits: number, extra: number, missed: number): number | null {
  const total = 2 * hits + extra + missed;
  return total === 0 ? null : (2 * hits) / total;
}

function sum(values: readonly number[]): number {
  return values.reduce((total, value) => total + value, 0);
}
