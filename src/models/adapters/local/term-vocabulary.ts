/** The terms that a local embedder knows, and how much each tells. */
export interface TermVocabulary {
  readonly terms: readonly string[];
  /** Inverse document frequency by term. */
  readonly idf: Float32Array;
}

/** A text as a sparse vector: term numbers ascending, weights with norm 1. */
export interface TermVector {
  readonly terms: Uint32Array;
  readonly weights: Float32Array;
}

export interface VocabularyLimits {
  /** Terms of fewer texts are left out. */
  readonly minTexts: number;
  /** Terms of more than this share of all texts are left out. */
  readonly maxShare: number;
  /** The terms that most texts have are kept, up to this number. */
  readonly maxTerms: number;
}

/** Chooses the vocabulary; terms are ordered by frequency, then by code unit. */
export function chooseVocabulary(
  texts: Iterable<readonly string[]>,
  limits: VocabularyLimits,
): TermVocabulary {
  const found = new Map<string, number>();
  let textCount = 0;
  for (const terms of texts) {
    textCount++;
    for (const term of new Set(terms)) found.set(term, (found.get(term) ?? 0) + 1);
  }
  // Among a handful of texts a share says nothing.
  const most = Math.max(limits.maxShare * textCount, 10);
  const chosen = [...found]
    .filter(([, count]) => count >= limits.minTexts && count <= most)
    .sort(([a, countA], [b, countB]) => countB - countA || (a < b ? -1 : 1))
    .slice(0, limits.maxTerms);
  return {
    terms: chosen.map(([term]) => term),
    idf: Float32Array.from(chosen, ([, count]) => Math.log((textCount + 1) / (count + 0.5))),
  };
}

/** (1 + ln frequency) · idf, scaled to norm 1; empty when no term is known. */
export function weighTerms(
  terms: readonly string[],
  numbers: ReadonlyMap<string, number>,
  idf: Float32Array,
): TermVector {
  const frequencies = new Map<number, number>();
  for (const term of terms) {
    const number = numbers.get(term);
    if (number !== undefined) frequencies.set(number, (frequencies.get(number) ?? 0) + 1);
  }
  const ordered = Uint32Array.from(frequencies.keys()).sort();
  const weights = Float32Array.from(ordered, (term) => (1 + Math.log(frequencies.get(term)!)) * idf[term]!);
  let squares = 0;
  for (const weight of weights) squares += weight * weight;
  const norm = Math.sqrt(squares);
  return { terms: ordered, weights: norm > 0 ? weights.map((weight) => weight / norm) : weights };
}
