/** Weights of a fitted logistic regression: log odds = bias + Σ weights[i] · row[i]. */
export interface LogisticFit {
  readonly bias: number;
  readonly weights: readonly number[];
}

const STEPS = 4000;
const RATE = 0.5;

/**
 * Fits by gradient descent with momentum; `ridge` holds the weights small (not the bias). Rows of equal length, features of
 * about −1 … 1; labels true or false. Deterministic. Throws RangeError when there is nothing to fit.
 */
export function fitLogistic(
  rows: readonly (readonly number[])[],
  labels: readonly boolean[],
  ridge = 1,
): LogisticFit {
  const width = rows[0]?.length;
  if (width === undefined || rows.length !== labels.length) {
    throw new RangeError(`cannot fit ${rows.length} rows to ${labels.length} labels`);
  }
  let bias = 0;
  const weights = new Float64Array(width);
  const speed = new Float64Array(width + 1);
  for (let step = 0; step < STEPS; step++) {
    const slope = new Float64Array(width + 1);
    for (let i = 0; i < rows.length; i++) {
      const row = rows[i]!;
      let odds = bias;
      for (let j = 0; j < width; j++) odds += weights[j]! * row[j]!;
      const error = 1 / (1 + Math.exp(-odds)) - (labels[i] ? 1 : 0);
      slope[width]! += error;
      for (let j = 0; j < width; j++) slope[j]! += error * row[j]!;
    }
    for (let j = 0; j <= width; j++) {
      const pull = j < width ? ridge * weights[j]! : 0;
      speed[j] = 0.9 * speed[j]! - (RATE / rows.length) * (slope[j]! + pull);
      if (j < width) weights[j]! += speed[j]!;
      else bias += speed[j]!;
    }
  }
  return { bias, weights: [...weights] };
}

export function logOddsOf(row: readonly number[], { bias, weights }: LogisticFit): number {
  return row.reduce((sum, value, i) => sum + value * weights[i]!, bias);
}

/**
 * Log odds of each row by a fit that has not seen its group: groups are dealt to `folds` parts in turn, so that a question
 * and its copy without the right clause stay together.
 */
export function crossValidate(
  rows: readonly (readonly number[])[],
  labels: readonly boolean[],
  groups: readonly string[],
  folds = 10,
): number[] {
  const foldOf = new Map([...new Set(groups)].map((group, i) => [group, i % folds]));
  const odds = new Array<number>(rows.length).fill(0);
  for (let fold = 0; fold < folds; fold++) {
    const isIn = groups.map((group) => foldOf.get(group) === fold);
    const fit = fitLogistic(
      rows.filter((_, i) => !isIn[i]),
      labels.filter((_, i) => !isIn[i]),
    );
    rows.forEach((row, i) => {
      if (isIn[i]) odds[i] = logOddsOf(row, fit);
    });
  }
  return odds;
}

/** Chance that a true row lies above a false one; ties count half. */
export function areaUnderCurve(odds: readonly number[], labels: readonly boolean[]): number {
  const positives = odds.filter((_, i) => labels[i]);
  const negatives = odds.filter((_, i) => !labels[i]);
  let above = 0;
  for (const high of positives) for (const low of negatives) above += high > low ? 1 : high === low ? 0.5 : 0;
  return above / (positives.length * negatives.length);
}
