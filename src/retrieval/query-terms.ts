import type { WeightedTerm } from '../clause-index/ports/keyword-index.ts';
import { termsOfQuery } from '../language/words.ts';

/**
 * Search terms of a topic, each once, at weight 1. Single characters weigh no less: how little they tell, their frequency
 * says already, and on statutes that found the most. `extra` (documents, spelled-out short forms) weighs half.
 */
export function queryTerms(topic: string, extra = ''): WeightedTerm[] {
  const weights = new Map<string, number>();
  const add = (text: string, weight: number) => {
    for (const term of termsOfQuery(text)) weights.set(term, Math.max(weights.get(term) ?? 0, weight));
  };
  add(topic, 1);
  if (extra !== '') add(extra, 0.5);
  return [...weights].map(([term, weight]) => ({ term, weight }));
}
