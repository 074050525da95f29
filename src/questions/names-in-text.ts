/** A name with what it stands for, found in a text. */
export interface FoundName<Value> {
  readonly name: string;
  readonly at: number;
  readonly value: Value;
}

/** Names are filed by their first characters, this many where they have them. */
const FILED_BY = 6;

/**
 * Finds which of many names stand in a text, in time that grows with the text and not with the names: at each place only
 * the names that open as the text does there are looked at. Names shorter than `shortest` are left out.
 */
export class NamesInText<Value> {
  readonly #filed = new Map<
    string,
    { readonly name: string; readonly value: Value; readonly order: number }[]
  >();
  readonly #shortest: number;
  /** Lengths of the keys that there are. */
  readonly #lengths = new Set<number>();
  #count = 0;

  constructor(shortest: number) {
    this.#shortest = shortest;
  }

  add(name: string, value: Value): void {
    if (name.length < this.#shortest) return;
    const key = name.slice(0, FILED_BY);
    const entry = { name, value, order: this.#count++ };
    this.#lengths.add(key.length);
    const others = this.#filed.get(key);
    if (others) others.push(entry);
    else this.#filed.set(key, [entry]);
  }

  /** All of them, names in the order in which they were added, the places of one name in the order of the text, none overlapping another. */
  find(text: string): FoundName<Value>[] {
    const found: (FoundName<Value> & { order: number })[] = [];
    const ends = new Map<number, number>();
    for (let at = 0; at + this.#shortest <= text.length; at++) {
      for (const length of this.#lengths) {
        for (const { name, value, order } of this.#filed.get(text.slice(at, at + length)) ?? []) {
          if ((ends.get(order) ?? 0) > at || !text.startsWith(name, at)) continue;
          ends.set(order, at + name.length);
          found.push({ name, at, value, order });
        }
      }
    }
    return found.sort((a, b) => a.order - b.order || a.at - b.at);
  }
}
