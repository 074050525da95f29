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

const STEPS = 300;

/**
 * Fits a conditional logit with an outside option: the likelihood that one of the right clauses is chosen, or none where there
 * is none. Features are standardised, `ridge` holds their weights small; gradient ascent with adaptive steps (Kingma and Ba
 * 2015). Deterministic. Throws RangeError when there is nothing to fit.
 */
export function fitChoice(cases: readonly ChoiceCase[], ridge = 5): ChoiceFit {
  const width = cases.find(({ rows }) => rows.length > 0)?.rows[0]?.length;
  if (width === undefined) throw new RangeError('no case has a clause');
  const { mean, deviation } = standardsOf(cases, width);
  const scaled = cases.map(({ rows, right }) => ({
    right,
    rows: rows.map((row) => Float64Array.from(row, (value, j) => (value - mean[j]!) / deviation[j]!)),
  }));
  const weights = new Float64Array(width + 1);
  const first = new Float64Array(width + 1);
  const second = new Float64Array(width + 1);
  const slope = new Float64Array(width + 1);
  for (let step = 1; step <= STEPS; step++) {
    slope.fill(0);
    for (const one of scaled) addSlope(slope, one, weights);
    for (let j = 0; j < width; j++) slope[j]! -= ridge * weights[j]!;
    const rate = 0.05 * Math.min(1, (2 * (STEPS - step)) / STEPS + 0.02);
    for (let j = 0; j <= width; j++) {
      first[j] = 0.9 * first[j]! + 0.1 * slope[j]!;
      second[j] = 0.999 * second[j]! + 0.001 * slope[j]! ** 2;
      const pace = first[j]! / (1 - 0.9 ** step) / (Math.sqrt(second[j]! / (1 - 0.999 ** step)) + 1e-8);
      weights[j]! += rate * pace;
    }
  }
  const plain = Array.from({ length: width }, (_, j) => weights[j]! / deviation[j]!);
  const bias = plain.reduce((sum, weight, j) => sum - weight * mean[j]!, weights[width]!);
  return { bias, weights: plain };
}

interface ScaledCase {
  readonly rows: readonly Float64Array[];
  readonly right: readonly boolean[];
}

/** Adds the slope of one case's log likelihood: what is right minus what is expected. */
function addSlope(slope: Float64Array, { rows, right }: ScaledCase, weights: Float64Array): void {
  const width = weights.length - 1;
  const scores = rows.map((row) => {
    let score = weights[width]!;
    for (let j = 0; j < width; j++) score += weights[j]! * row[j]!;
    return score;
  });
  const highest = Math.max(0, ...scores);
  const powers = scores.map((score) => Math.exp(score - highest));
  const sum = powers.reduce((total, power) => total + power, Math.exp(-highest));
  const rightSum = powers.reduce((total, power, i) => total + (right[i] ? power : 0), 0);
  rows.forEach((row, i) => {
    const wanted = rightSum > 0 && right[i] ? powers[i]! / rightSum : 0;
    const pull = wanted - powers[i]! / sum;
    for (let j = 0; j < width; j++) slope[j]! += pull * row[j]!;
    slope[width]! += pull;
  });
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
