import { setImmediate as breathe } from 'node:timers/promises';
import { createRandom } from './seeded-random.ts';
import { decomposeSymmetric } from './symmetric-eigen.ts';
import type { TermVector } from './term-vocabulary.ts';

/** Terms × dimension, row-major; the columns are the leading right singular vectors of the text-term matrix. */
export interface Projection {
  readonly dimension: number;
  readonly values: Float32Array;
  /** Singular value by column, descending. */
  readonly singularValues: Float32Array;
}

const SEED = 20_151_117;
/** Columns beyond those wanted, so that the last wanted ones come out well (Halko, Martinsson, Tropp 2011). */
const OVERSAMPLING = 12;
const ROWS_PER_STEP = 1000;

/**
 * Randomised subspace iteration on AᵀA, A being the texts' term vectors: a random basis is multiplied `rounds` times,
 * made orthonormal after each, and rotated to the singular vectors at the end. A is never held densely. Arithmetic is
 * sequential and seeded, so that the same texts give the same bits.
 */
export async function trainProjection(
  rows: readonly TermVector[],
  options: { readonly termCount: number; readonly dimension: number; readonly rounds: number },
): Promise<Projection> {
  const { termCount, rounds } = options;
  const dimension = Math.min(options.dimension, termCount, rows.length);
  const width = Math.min(dimension + OVERSAMPLING, termCount, rows.length);
  const random = createRandom(SEED);
  let basis = Float32Array.from({ length: termCount * width }, () => random() - 0.5);
  makeOrthonormal(basis, termCount, width);
  for (let round = 0; round < rounds; round++) {
    const next = new Float32Array(termCount * width);
    await eachProjected(rows, basis, width, (row, projected) => addOuter(next, row, projected));
    makeOrthonormal(next, termCount, width);
    basis = next;
  }
  const gram = new Float64Array(width * width);
  await eachProjected(rows, basis, width, (_, projected) => {
    for (let i = 0; i < width; i++) {
      const value = projected[i]!;
      for (let j = 0; j < width; j++) gram[i * width + j]! += value * projected[j]!;
    }
  });
  const eigen = decomposeSymmetric(gram, width);
  const values = new Float32Array(termCount * dimension);
  for (let term = 0; term < termCount; term++) {
    for (let column = 0; column < dimension; column++) {
      let sum = 0;
      for (let i = 0; i < width; i++) sum += basis[term * width + i]! * eigen.vectors[i * width + column]!;
      values[term * dimension + column] = sum;
    }
  }
  const singularValues = Float32Array.from(eigen.values.slice(0, dimension), (value) =>
    Math.sqrt(Math.max(value, 0)),
  );
  return { dimension, values, singularValues };
}

/** Row · basis, for each row in order; lets other work run between steps. */
async function eachProjected(
  rows: readonly TermVector[],
  basis: Float32Array,
  width: number,
  visit: (row: TermVector, projected: Float64Array) => void,
): Promise<void> {
  const projected = new Float64Array(width);
  for (let at = 0; at < rows.length; at++) {
    const row = rows[at]!;
    projectTerms(row, basis, width, projected);
    visit(row, projected);
    if (at % ROWS_PER_STEP === 0) await breathe();
  }
}

/** Writes the product of a sparse row and a row-major matrix of `width` columns into `target`. */
export function projectTerms(
  row: TermVector,
  matrix: Float32Array,
  width: number,
  target: Float64Array,
): void {
  target.fill(0);
  const { terms, weights } = row;
  for (let k = 0; k < terms.length; k++) {
    const weight = weights[k]!;
    const start = terms[k]! * width;
    for (let i = 0; i < width; i++) target[i]! += weight * matrix[start + i]!;
  }
}

function addOuter(target: Float32Array, row: TermVector, projected: Float64Array): void {
  const width = projected.length;
  const { terms, weights } = row;
  for (let k = 0; k < terms.length; k++) {
    const weight = weights[k]!;
    const start = terms[k]! * width;
    for (let i = 0; i < width; i++) target[start + i]! += weight * projected[i]!;
  }
}

/**
 * Replaces the columns by an orthonormal basis of their span: the Cholesky factor R of the columns' Gram matrix is what
 * QR decomposition would give, and dividing by it makes them orthonormal. A column that depends on the ones before it
 * becomes zero.
 */
function makeOrthonormal(matrix: Float32Array, rowCount: number, width: number): void {
  const factor = factorizeCholesky(computeGram(matrix, rowCount, width), width);
  const line = new Float64Array(width);
  for (let row = 0; row < rowCount; row++) {
    const start = row * width;
    for (let j = 0; j < width; j++) {
      const pivot = factor[j * width + j]!;
      let value = matrix[start + j]!;
      for (let i = 0, at = j * width; i < j; i++, at++) value -= line[i]! * factor[at]!;
      line[j] = pivot === 0 ? 0 : value / pivot;
    }
    for (let j = 0; j < width; j++) matrix[start + j] = line[j]!;
  }
}

/** Lower triangle of columnsᵀ · columns. */
function computeGram(matrix: Float32Array, rowCount: number, width: number): Float64Array {
  const gram = new Float64Array(width * width);
  for (let row = 0; row < rowCount; row++) {
    const line = matrix.subarray(row * width, (row + 1) * width);
    for (let i = 0; i < width; i++) {
      const value = line[i]!;
      if (value === 0) continue;
      for (let j = 0, at = i * width; j <= i; j++, at++) gram[at]! += value * line[j]!;
    }
  }
  return gram;
}

/** Lower factor L of gram = L · Lᵀ, row-major; a zero pivot, with zeros below it, where a column depends on others. */
function factorizeCholesky(gram: Float64Array, width: number): Float64Array {
  const factor = new Float64Array(width * width);
  for (let i = 0; i < width; i++) {
    for (let j = 0; j <= i; j++) {
      let sum = gram[i * width + j]!;
      for (let k = 0; k < j; k++) sum -= factor[i * width + k]! * factor[j * width + k]!;
      if (i === j) factor[i * width + j] = sum > gram[i * width + i]! * 1e-9 ? Math.sqrt(sum) : 0;
      else factor[i * width + j] = factor[j * width + j] === 0 ? 0 : sum / factor[j * width + j]!;
    }
  }
  return factor;
}
