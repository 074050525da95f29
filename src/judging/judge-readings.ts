import type { ClauseFeatures } from './clause-features.ts';
import { JUDGE, type Judgement, judgeClauses, type ReadingModel } from './judge-clauses.ts';

/** What the reader says of a passage of a clause. */
export interface PassageReading {
  /** Log odds that it answers. */
  readonly level: number;
  /** Sentences of the clause that it has, or a piece of. */
  readonly sentences: readonly number[];
}

/** A clause that was read with the message. */
export interface ReadClause {
  /** Log odds of the judge without reading, against none of the clauses. */
  readonly score: number;
  /** Of those of its passages that were read; at least one. */
  readonly readings: readonly PassageReading[];
  /** As the first judge has them. */
  readonly features: ClauseFeatures;
}

/** Candidates that are read. */
const MOST_READ = 6;

/** Places of the clauses that are worth reading, the most probable first. */
export function placesToRead({ each }: Judgement): number[] {
  return [...each.keys()].sort((a, b) => each[b]! - each[a]!).slice(0, MOST_READ);
}

/** Log odds of a clause against none of them. */
export function oddsOf({ each }: Judgement, place: number): number {
  const none = Math.max(1e-9, 1 - each.reduce((sum, value) => sum + value, 0));
  return Math.log(Math.max(1e-9, each[place]!) / none);
}

/** Of a clause that nothing stands beside. */
const FAR = -8;

/** What is known after reading: what was before, and how the first judge and the reader see each clause beside the others. */
export function featuresOfReadings(clauses: readonly ReadClause[]): ClauseFeatures[] {
  const levels = clauses.map(({ readings }) => readings.map(({ level }) => level));
  const readings = levels.map((own) => Math.max(...own));
  const scores = clauses.map(({ score }) => score);
  const leadOf = (values: readonly number[], i: number) =>
    values[i]! - Math.max(FAR, ...values.filter((_, other) => other !== i));
  const highest = Math.max(FAR, ...readings);
  return clauses.map((clause, i) => ({
    ...clause.features,
    score: clause.score,
    scoreLead: leadOf(scores, i),
    reading: readings[i]!,
    readingLead: leadOf(readings, i),
    readingHighest: highest,
    readingMean: levels[i]!.reduce((sum, value) => sum + value, 0) / levels[i]!.length,
  }));
}

/** Decides among clauses that were read. Probabilities in their order. */
export function judgeReadings(
  clauses: readonly ReadClause[],
  model: Pick<ReadingModel, 'bias' | 'weights'> = JUDGE.reading,
): Judgement {
  return judgeClauses(featuresOfReadings(clauses), model);
}
