/** A function to be made small: its value at `weights`, whose slope it writes into `slope`. */
export type Slope = (weights: Float64Array, slope: Float64Array) => number;

const KEPT = 10;
const LEAST_GAIN = 1e-7;

/**
 * The weights at which a smooth convex function is least, from zero on: L-BFGS with a backtracking line search (Nocedal and Wright 2006,
 * algorithms 7.4 and 3.1). Deterministic. Ends after `steps` steps, or when a step gains next to nothing.
 */
export function minimise(width: number, valueAndSlope: Slope, steps = 100): Float64Array {
  let weights = new Float64Array(width);
  let slope = new Float64Array(width);
  let value = valueAndSlope(weights, slope);
  const moves: { readonly step: Float64Array; readonly turn: Float64Array; readonly scale: number }[] = [];
  for (let i = 0; i < steps; i++) {
    const direction = directionOf(slope, moves);
    const descent = dot(direction, slope);
    let length = i === 0 ? 1 / Math.sqrt(dot(slope, slope) || 1) : 1;
    const next = new Float64Array(width);
    const nextSlope = new Float64Array(width);
    let nextValue = Number.POSITIVE_INFINITY;
    for (; length > 1e-12; length /= 2) {
      for (let j = 0; j < width; j++) next[j] = weights[j]! + length * direction[j]!;
      nextValue = valueAndSlope(next, nextSlope);
      if (nextValue <= value + 1e-4 * length * descent) break;
    }
    if (!(nextValue < value)) return weights;
    const step = next.map((each, j) => each - weights[j]!);
    const turn = nextSlope.map((each, j) => each - slope[j]!);
    const curvature = dot(step, turn);
    if (curvature > 1e-12) moves.push({ step, turn, scale: 1 / curvature });
    if (moves.length > KEPT) moves.shift();
    const gain = value - nextValue;
    [weights, slope, value] = [next, nextSlope, nextValue];
    if (gain < LEAST_GAIN * Math.max(1, Math.abs(value))) return weights;
  }
  return weights;
}

/** Against the slope, bent by what the last steps told of the curvature. */
function directionOf(
  slope: Float64Array,
  moves: readonly { readonly step: Float64Array; readonly turn: Float64Array; readonly scale: number }[],
): Float64Array {
  const direction = slope.map((each) => -each);
  const shares: number[] = [];
  for (const { step, turn, scale } of moves.toReversed()) {
    const share = scale * dot(step, direction);
    shares.push(share);
    for (let j = 0; j < direction.length; j++) direction[j]! -= share * turn[j]!;
  }
  const last = moves.at(-1);
  if (last) {
    const size = 1 / (last.scale * dot(last.turn, last.turn));
    for (let j = 0; j < direction.length; j++) direction[j]! *= size;
  }
  moves.forEach(({ step, turn, scale }, i) => {
    const back = scale * dot(turn, direction);
    const share = shares[moves.length - 1 - i]!;
    for (let j = 0; j < direction.length; j++) direction[j]! += (share - back) * step[j]!;
  });
  return direction;
}

function dot(left: Float64Array, right: Float64Array): number {
  let sum = 0;
  for (let j = 0; j < left.length; j++) sum += left[j]! * right[j]!;
  return sum;
}
