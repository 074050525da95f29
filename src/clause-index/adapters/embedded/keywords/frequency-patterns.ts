import { KEYWORD_FIELDS } from './keyword-parameters.ts';

/** Numbers of patterns in the narrowest type that holds them. */
export type PatternNumbers =
  | Uint8Array<ArrayBuffer>
  | Uint16Array<ArrayBuffer>
  | Uint32Array<ArrayBuffer>;

const FIELDS = KEYWORD_FIELDS.length;
/** Up to here five frequencies fit into one exact number. */
const SMALL = 1024;

/**
 * Distinct rows of frequencies, numbered in order of appearance: how often a term stands in each field of a clause. Millions
 * of postings have a few hundred patterns, so that a byte or two tells them.
 */
export class FrequencyPatterns {
  readonly #numbers = new Map<number | string, number>();
  readonly #rows: number[] = [];

  get size(): number {
    return this.#numbers.size;
  }

  /** `frequencies` has one figure a field. */
  numberOf(frequencies: Uint32Array): number {
    const key = keyOf(frequencies);
    const known = this.#numbers.get(key);
    if (known !== undefined) return known;
    const number = this.#numbers.size;
    this.#numbers.set(key, number);
    this.#rows.push(...frequencies);
    return number;
  }

  /** Row after row. */
  finish(): Uint32Array<ArrayBuffer> {
    return Uint32Array.from(this.#rows);
  }
}

/** The same numbers in the narrowest type for `count` patterns. */
export function narrow(numbers: Uint32Array<ArrayBuffer>, count: number): PatternNumbers {
  if (count <= 0x100) return Uint8Array.from(numbers);
  return count <= 0x10000 ? Uint16Array.from(numbers) : numbers;
}

function keyOf(frequencies: Uint32Array): number | string {
  let key = 0;
  for (let field = 0; field < FIELDS; field++) {
    const frequency = frequencies[field]!;
    if (frequency >= SMALL) return frequencies.join();
    key = key * SMALL + frequency;
  }
  return key;
}
