import { KEYWORD_FIELDS } from './keyword-parameters.ts';

/** Numbers of patterns in the narrowest type that holds them. */
export type PatternNumbers = Uint8Array<ArrayBuffer> | Uint16Array<ArrayBuffer> | Uint32Array<ArrayBuffer>;

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
  /** Most postings have one field and few occurrences: their numbers by both, −1 where not met yet. */
  readonly #plain = new Int32Array(FIELDS * SMALL).fill(-1);

  get size(): number {
    return this.#rows.length / FIELDS;
  }

  /** `frequencies` has one figure a field from `start` on, at least one of them above 0. */
  numberOf(frequencies: Uint32Array, start: number): number {
    let key = 0;
    let filled = 0;
    let last = 0;
    for (let field = 0; field < FIELDS; field++) {
      const frequency = frequencies[start + field]!;
      if (frequency >= SMALL) return this.#number(frequencies, start, rowOf(frequencies, start).join());
      key = key * SMALL + frequency;
      if (frequency === 0) continue;
      filled++;
      last = field * SMALL + frequency;
    }
    if (filled > 1) return this.#number(frequencies, start, key);
    if (this.#plain[last]! < 0) this.#plain[last] = this.#number(frequencies, start, key);
    return this.#plain[last]!;
  }

  /** Row after row. */
  finish(): Uint32Array<ArrayBuffer> {
    return Uint32Array.from(this.#rows);
  }

  #number(frequencies: Uint32Array, start: number, key: number | string): number {
    const known = this.#numbers.get(key);
    if (known !== undefined) return known;
    const number = this.size;
    this.#numbers.set(key, number);
    this.#rows.push(...rowOf(frequencies, start));
    return number;
  }
}

/** The same numbers in the narrowest type for `count` patterns. */
export function narrow(numbers: Uint32Array<ArrayBuffer>, count: number): PatternNumbers {
  if (count <= 0x100) return Uint8Array.from(numbers);
  return count <= 0x10000 ? Uint16Array.from(numbers) : numbers;
}

function rowOf(frequencies: Uint32Array, start: number): Uint32Array {
  return frequencies.subarray(start, start + FIELDS);
}
