/** Numbers of `rows` × `width` × `dimension`, row-major: a vector for each token of each text, padding included. */
export interface TokenVectors {
  readonly values: Float32Array;
  readonly width: number;
  readonly dimension: number;
}

/** One vector of norm 1 per text from the vectors of its first `lengths[row]` tokens; zero for a text without any. */
export function poolTokens(
  { values, width, dimension }: TokenVectors,
  lengths: readonly number[],
  pooling: 'mean' | 'first',
): number[][] {
  return lengths.map((length, row) => {
    const sum = new Float64Array(dimension);
    const used = pooling === 'first' ? Math.min(length, 1) : length;
    for (let token = 0; token < used; token++) {
      const start = (row * width + token) * dimension;
      for (let i = 0; i < dimension; i++) sum[i]! += values[start + i]!;
    }
    // The mean is the sum over a count, which goes away with the length.
    return normalize(sum);
  });
}

/** Scaled to norm 1; zero stays zero. */
export function normalize(vector: Float64Array): number[] {
  let squares = 0;
  for (const value of vector) squares += value * value;
  const norm = Math.sqrt(squares);
  return Array.from(vector, (value) => (norm > 0 ? value / norm : 0));
}
