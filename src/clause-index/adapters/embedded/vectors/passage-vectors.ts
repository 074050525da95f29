import type { PassageVector } from '../../../ports/index-publisher.ts';
import { decodeFlatFile, encodeFlatFile } from '../files/flat-file.ts';

/** All passages, ordered by clause; each vector has norm 1, or 0 where its text had no known term. */
export interface PassageVectors {
  readonly dimension: number;
  /** Clause of each passage, ascending. */
  readonly clauseOf: Uint32Array<ArrayBuffer>;
  /** Passage after passage. */
  readonly values: Float32Array<ArrayBuffer>;
}

/** Throws RangeError when a vector has another length or a clause is out of range. */
export function buildPassageVectors(
  passages: readonly PassageVector[],
  options: { readonly dimension: number; readonly clauseCount: number },
): PassageVectors {
  const { dimension, clauseCount } = options;
  const ordered = [...passages].sort((a, b) => a.clause - b.clause);
  const clauseOf = new Uint32Array(ordered.length);
  const values = new Float32Array(ordered.length * dimension);
  ordered.forEach(({ clause, vector }, passage) => {
    if (!(clause >= 0 && clause < clauseCount)) throw new RangeError(`passage of unknown clause ${clause}`);
    clauseOf[passage] = clause;
    values.set(normalizeVector(vector, dimension), passage * dimension);
  });
  return { dimension, clauseOf, values };
}

/** The vector with norm 1, or all zero where its norm is 0. Throws RangeError for another length. */
export function normalizeVector(vector: readonly number[], dimension: number): Float32Array<ArrayBuffer> {
  if (vector.length !== dimension) {
    throw new RangeError(
      `a vector of length ${vector.length} does not fit an index of dimension ${dimension}`,
    );
  }
  let squares = 0;
  for (const value of vector) squares += value * value;
  const norm = Math.sqrt(squares);
  const normalized = new Float32Array(dimension);
  if (norm > 0 && Number.isFinite(norm)) {
    for (let i = 0; i < dimension; i++) normalized[i] = vector[i]! / norm;
  }
  return normalized;
}

/** Cosine of a passage and a normalized query, −1 … 1. Four sums at once keep the processor busy. */
export function scorePassage(
  { values, dimension }: PassageVectors,
  passage: number,
  query: Float32Array,
): number {
  const start = passage * dimension;
  const whole = dimension - (dimension % 4);
  let a = 0;
  let b = 0;
  let c = 0;
  let d = 0;
  let i = 0;
  for (; i < whole; i += 4) {
    const at = start + i;
    a += values[at]! * query[i]!;
    b += values[at + 1]! * query[i + 1]!;
    c += values[at + 2]! * query[i + 2]!;
    d += values[at + 3]! * query[i + 3]!;
  }
  for (; i < dimension; i++) a += values[start + i]! * query[i]!;
  const sum = a + b + (c + d);
  return sum > 1 ? 1 : sum < -1 ? -1 : sum;
}

/** False for a text without a known term: it is near to nothing and never returned. */
export function isNonZero({ values, dimension }: PassageVectors, passage: number): boolean {
  for (let at = passage * dimension; at < (passage + 1) * dimension; at++) if (values[at] !== 0) return true;
  return false;
}

export function encodePassageVectors({ dimension, clauseOf, values }: PassageVectors): Uint8Array[] {
  return encodeFlatFile({ dimension: Uint32Array.of(dimension), clauseOf, values });
}

export function decodePassageVectors(bytes: Uint8Array<ArrayBuffer>, label: string): PassageVectors {
  const file = decodeFlatFile(bytes, label);
  return {
    dimension: file.u32('dimension')[0] ?? 0,
    clauseOf: file.u32('clauseOf'),
    values: file.f32('values'),
  };
}
