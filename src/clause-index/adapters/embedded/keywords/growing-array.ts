type Numbers = Uint8Array<ArrayBuffer> | Uint32Array<ArrayBuffer>;

/** A typed array that doubles when full. */
export class GrowingArray<T extends Numbers> {
  readonly #type: new (
    length: number,
  ) => T;
  #items: T;
  #length = 0;

  constructor(type: new (length: number) => T) {
    this.#type = type;
    this.#items = new type(1024);
  }

  get length(): number {
    return this.#length;
  }

  push(value: number): void {
    if (this.#length === this.#items.length) {
      const larger = new this.#type(this.#length * 2);
      larger.set(this.#items);
      this.#items = larger;
    }
    this.#items[this.#length++] = value;
  }

  /** The filled part. */
  finish(): T {
    return this.#items.subarray(0, this.#length) as T;
  }
}
