import type { KeywordField } from '../../../ports/keyword-index.ts';

/** How one field counts. */
export interface FieldParameters {
  /** How many times a term here counts as against one in the body. */
  readonly weight: number;
  /**
   * How far a field longer than the average is held against its terms: 0 not at all, 1 in full proportion. Low for
   * fields whose length says little about their subject (a trail is long because the outline is deep).
   */
  readonly lengthPenalty: number;
}

export interface KeywordParameters {
  /**
   * How soon repetition stops to count (k1 of BM25): a term that occurs `saturation` times (weighted, length-corrected)
   * scores half of what endless repetition would.
   */
  readonly saturation: number;
  readonly fields: Readonly<Record<KeywordField, FieldParameters>>;
}

/**
 * BM25F, the form of BM25 for text with fields (Robertson, Zaragoza: The Probabilistic Relevance Framework, 2009).
 * For term t and clause c, with frequency f and length l per field:
 *
 *     occurrences(t, c) = Σ over fields: weight · f / (1 − penalty + penalty · l / average l)
 *     impact(t, c)      = idf(t) · (saturation + 1) · occurrences / (saturation + occurrences)
 *     idf(t)            = ln(1 + (N − n + ½) / (n + ½)),   n of N clauses have t
 *     score(query, c)   = Σ over query terms: query weight · impact(t, c)
 *
 * Frequencies are added over the fields before saturation: a term in title and body is one strong term, not two.
 */
export const KEYWORD_PARAMETERS: KeywordParameters = {
  saturation: 1.2,
  fields: {
    title: { weight: 2.5, lengthPenalty: 0.4 },
    trail: { weight: 1, lengthPenalty: 0.3 },
    units: { weight: 1, lengthPenalty: 0.3 },
    body: { weight: 1, lengthPenalty: 0.75 },
    document: { weight: 0.5, lengthPenalty: 0.3 },
  },
};

export const KEYWORD_FIELDS: readonly KeywordField[] = ['title', 'trail', 'units', 'body', 'document'];
