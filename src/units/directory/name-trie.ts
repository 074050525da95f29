/** A set of names that finds those beginning at a place of a text. */
export class NameTrie<T> {
  readonly #root: TrieNode<T> = { next: new Map(), value: undefined };

  /** The first value of a name stays. */
  add(name: string, value: T): void {
    let node = this.#root;
    for (const character of name) {
      let next = node.next.get(character);
      if (!next) {
        next = { next: new Map(), value: undefined };
        node.next.set(character, next);
      }
      node = next;
    }
    node.value ??= value;
  }

  /** All names that begin at `start`, shortest first; `end` is exclusive. Names are written in the basic plane. */
  matchesAt(text: string, start: number): { readonly end: number; readonly value: T }[] {
    const found: { end: number; value: T }[] = [];
    let node: TrieNode<T> | undefined = this.#root;
    for (let index = start; index < text.length; index += 1) {
      node = node.next.get(text[index] as string);
      if (!node) break;
      if (node.value !== undefined) found.push({ end: index + 1, value: node.value });
    }
    return found;
  }
}

interface TrieNode<T> {
  readonly next: Map<string, TrieNode<T>>;
  value: T | undefined;
}
