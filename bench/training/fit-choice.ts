import { minimise } from './minimise.ts';

/** One question: rows of features of the clauses found, and which of them answer; none where nothing does. */
export interface ChoiceCase {
  readonly rows: readonly (readonly number[])[];
  readonly right: readonly boolean[];
}

/** Scores are `bias + Σ weights[i] · row[i]`, against 0 for none. */
export interface ChoiceFit {
  readonly bias: number;
  readonly weights: readonly number[];
}

/**
 * Fits a conditional logit with an outside option: the likelihood that one of the right clauses is chosen, or none where there
 * is none. Features are standardised, `ridge` holds their weights small. Deterministic. Throws RangeError when there is nothing to fit.
 */
export function fitChoice(cases: readonly ChoiceCase[], ridge = 5): ChoiceFit {
  const width = cases.find(({ rows }) => rows.length > 0)?.rows[0]?.length;
  if (width === undefined) throw new RangeError('no case has a clause');
  const { mean, deviation } = standardsOf(cases, width);
  const scaled = cases.map(({ rows, right }) => ({
    right,
    rows: rows.map((row) => Float64Array.from(row, (value, j) => (value - mean[j]!) / deviation[j]!)),
  }));
  const weights = minimise(width + 1, (at, slope) => {
    slope.fill(0);
    let loss = 0;
    for (const one of scaled) loss += addSlope(slope, one, at);
    for (let j = 0; j < width; j++) {
      slope[j]! += ridge * at[j]!;
      loss += (ridge / 2) * at[j]! ** 2;
    }
    return loss;
  });
  const plain = Array.from({ length: width }, (_, j) => weights[j]! / deviation[j]!);
  const bias = plain.reduce((sum, weight, j) => sum - weight * mean[j]!, weights[width]!);
  return { bias, weights: plain };
}

interface ScaledCase {
  readonly rows: readonly Float64Array[];
  readonly right: readonly boolean[];
}

/** Adds the slope of one case's negative log likelihood, what is expected minus what is right, and returns that. */
function addSlope(slope: Float64Array, { rows, right }: ScaledCase, weights: Float64Array): number {
  const width = weights.length - 1;
  const scores = rows.map((row) => {
    let score = weights[width]!;
    for (let j = 0; j < width; j++) score += weights[j]! * row[j]!;
    return score;
  });
  const highest = Math.max(0, ...scores);
  const powers = scores.map((score) => Math.exp(score - highest));
  const none = Math.exp(-highest);
  const sum = powers.reduce((total, power) => total + power, none);
  const rightSum = powers.reduce((total, power, i) => total + (right[i] ? power : 0), 0);
  rows.forEach((row, i) => {
    const wanted = rightSum > 0 && right[i] ? powers[i]! / rightSum : 0;
    const pull = powers[i]! / sum - wanted;
    for (let j = 0; j < width; j++) slope[j]! += pull * row[j]!;
    slope[width]! += pull;
  });
  return Math.log(sum) - Math.log(Math.max(Number.MIN_VALUE, right.some(Boolean) ? rightSum : none));
}

function standardsOf(cases: readonly ChoiceCase[], width: number) {
  const rows = cases.flatMap((one) => one.rows);
  const mean = new Float64Array(width);
  const deviation = new Float64Array(width);
  for (const row of rows) for (let j = 0; j < width; j++) mean[j]! += row[j]! / rows.length;
  for (const row of rows)
    for (let j = 0; j < width; j++) deviation[j]! += (row[j]! - mean[j]!) ** 2 / rows.length;
  for (let j = 0; j < width; j++) deviation[j] = Math.sqrt(deviation[j]!) || 1;
  return { mean, deviation };
}
