const NEWLINE = 0x0a;
const WRITE_STEP = 4096;

/** One JSON value a line, in parts of some thousand lines. */
export function* encodeJsonLines(values: Iterable<unknown>): Generator<string> {
  let lines: string[] = [];
  for (const value of values) {
    lines.push(`${JSON.stringify(value)}\n`);
    if (lines.length === WRITE_STEP) {
      yield lines.join('');
      lines = [];
    }
  }
  yield lines.join('');
}

/**
 * The lines of an opened file, parsed when first asked for. Keeping bytes instead of objects opens 57,000 clauses in
 * milliseconds and a fifth of the memory; up to `cacheSize` parsed values are kept.
 */
export class JsonLines<T> {
  readonly #bytes: Buffer;
  readonly #starts: Uint32Array;
  readonly #cache = new Map<number, T>();
  readonly #cacheSize: number;

  constructor(bytes: Uint8Array<ArrayBuffer>, cacheSize: number) {
    this.#bytes = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength);
    this.#cacheSize = cacheSize;
    const starts: number[] = [0];
    for (let at = this.#bytes.indexOf(NEWLINE); at >= 0; at = this.#bytes.indexOf(NEWLINE, at + 1)) {
      starts.push(at + 1);
    }
    this.#starts = Uint32Array.from(starts);
  }

  get length(): number {
    return this.#starts.length - 1;
  }

  /** Throws RangeError outside 0 … length − 1. */
  get(line: number): T {
    const known = this.#cache.get(line);
    if (known !== undefined) return known;
    const start = this.#starts[line];
    const end = this.#starts[line + 1];
    if (start === undefined || end === undefined) throw new RangeError(`no line ${line}`);
    const value = JSON.parse(this.#bytes.toString('utf8', start, end - 1)) as T;
    if (this.#cache.size >= this.#cacheSize) this.#cache.clear();
    this.#cache.set(line, value);
    return value;
  }
}
