import type { WeightedTerm } from '../clause-index/ports/keyword-index.ts';
import { extractTerms } from '../language/words.ts';

/** Single characters match almost anywhere; they only help where nothing longer does. */
const SINGLE_CHARACTER_WEIGHT = 0.15;

/**
 * Search terms of a topic, each once: pairs and words weigh 1, single Chinese characters little. `extra` (documents,
 * spelled-out short forms) weighs half.
 */
export function queryTerms(topic: string, extra = ''): WeightedTerm[] {
  const weights = new Map<string, number>();
  const add = (text: string, factor: number) => {
    for (const term of extractTerms(text)) {
      const own = /^[\u3007\u3400-\u9fff]$/.test(term) ? SINGLE_CHARACTER_WEIGHT : 1;
      weights.set(term, Math.max(weights.get(term) ?? 0, own * factor));
    }
  };
  add(topic, 1);
  if (extra !== '') add(extra, 0.5);
  return [...weights].map(([term, weight]) => ({ term, weight }));
}
