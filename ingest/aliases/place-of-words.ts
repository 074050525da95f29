import type { ClauseRecord } from '../../src/domain/clause.ts';

/** So many letters in a row tell where words stand. */
const GRAM = 6;
/** The share of the telling stretches that must still stand somewhere, and how many of them in the clause that has the most. */
const LEAST_SHARE = 0.5;
const LEAST_GRAMS = 3;
/** The share that is enough for the clause which keeps the id: a link to 4.22 leads to 4.22 where that only lost its last paragraph. */
const SHARE_OF_KEPT = 0.25;
/** What occurs in more than one clause tells nothing. */
const AMBIGUOUS = -1;

/** Where words of an earlier reading stand now: an index into the clauses, or null where they are gone; `kept` has their id now. */
export type PlaceOfWords = (text: string, kept: number | null) => number | null;

/**
 * Looks words up among the clauses of one document: the clause that holds most of their stretches which stand in one clause only. White space and
 * marks do not count. Linear in the text.
 */
export function createPlaceOfWords(clauses: readonly Pick<ClauseRecord, 'text'>[]): PlaceOfWords {
  const places = new Map<string, number>();
  clauses.forEach(({ text }, clause) => {
    for (const gram of gramsOf(text)) {
      const known = places.get(gram);
      places.set(gram, known === undefined || known === clause ? clause : AMBIGUOUS);
    }
  });
  return (text, kept) => {
    const votes = new Map<number, number>();
    let known = 0;
    let all = 0;
    for (const gram of gramsOf(text)) {
      const clause = places.get(gram);
      if (clause === AMBIGUOUS) continue;
      all++;
      if (clause === undefined) continue;
      known++;
      votes.set(clause, (votes.get(clause) ?? 0) + 1);
    }
    if (kept !== null && (votes.get(kept) ?? 0) >= Math.max(all * SHARE_OF_KEPT, LEAST_GRAMS)) return kept;
    const [best] = [...votes].sort((a, b) => b[1] - a[1] || a[0] - b[0]);
    return best && known >= all * LEAST_SHARE && best[1] >= LEAST_GRAMS ? best[0] : null;
  };
}

function* gramsOf(text: string): Generator<string> {
  const letters = text.replace(/[^\p{L}\p{N}]+/gu, '');
  for (let at = 0; at + GRAM <= letters.length; at++) yield letters.slice(at, at + GRAM);
}
