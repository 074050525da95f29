/**
 * Term → number without building anything at load: the terms' characters stand one after another, and a hash table with
 * open addressing (FNV-1a over UTF-16 code units, linear probing, at most half full) leads to them.
 */
export interface TermDictionary {
  /** UTF-16 code units of all terms. */
  readonly characters: Uint16Array<ArrayBuffer>;
  /** Where each term starts in `characters`; one more entry at the end. */
  readonly starts: Uint32Array<ArrayBuffer>;
  /** Term number + 1; 0 is free. Length is a power of two. */
  readonly slots: Uint32Array<ArrayBuffer>;
}

/** `terms` must be distinct; their numbers are their positions. */
export function buildTermDictionary(terms: readonly string[]): TermDictionary {
  const starts = new Uint32Array(terms.length + 1);
  terms.forEach((term, number) => {
    starts[number + 1] = starts[number]! + term.length;
  });
  const characters = new Uint16Array(starts[terms.length]!);
  let size = 16;
  while (size < terms.length * 2) size *= 2;
  const slots = new Uint32Array(size);
  terms.forEach((term, number) => {
    for (let i = 0; i < term.length; i++) characters[starts[number]! + i] = term.charCodeAt(i);
    let slot = hashTerm(term) & (size - 1);
    while (slots[slot] !== 0) slot = (slot + 1) & (size - 1);
    slots[slot] = number + 1;
  });
  return { characters, starts, slots };
}

/** The term's number, or −1. */
export function findTerm(dictionary: TermDictionary, term: string): number {
  const { slots } = dictionary;
  const last = slots.length - 1;
  for (let slot = hashTerm(term) & last; slots[slot] !== 0; slot = (slot + 1) & last) {
    const number = slots[slot]! - 1;
    if (isTerm(dictionary, number, term)) return number;
  }
  return -1;
}

function isTerm({ characters, starts }: TermDictionary, number: number, term: string): boolean {
  const start = starts[number]!;
  if (starts[number + 1]! - start !== term.length) return false;
  for (let i = 0; i < term.length; i++) if (characters[start + i] !== term.charCodeAt(i)) return false;
  return true;
}

function hashTerm(term: string): number {
  let hash = 0x811c9dc5;
  for (let i = 0; i < term.length; i++) hash = Math.imul(hash ^ term.charCodeAt(i), 0x01000193);
  // FNV's low bits mix poorly for short terms; fold the high ones in.
  return (hash ^ (hash >>> 15)) >>> 0;
}
