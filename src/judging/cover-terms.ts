import type { MessageTerm, MessageTerms } from './message-terms.ts';

/**
 * For each term of a message, whether a text has it. `text` must be normalised (`normaliseForTerms`). Of a part of a text that was
 * looked through already, `within` says what the whole has: the rest is not looked for.
 */
export function findTerms({ terms }: MessageTerms, text: string, within?: readonly boolean[]): boolean[] {
  return terms.map((term, i) => within?.[i] !== false && hasTerm(text, term.text));
}

/** Share of the message's weight that the found terms carry, 0 … 1. */
export function coverOf({ terms, total }: MessageTerms, ...found: readonly (readonly boolean[])[]): number {
  if (total === 0) return 0;
  let covered = 0;
  for (let i = 0; i < terms.length; i++) if (found.some((list) => list[i])) covered += terms[i]!.weight;
  return covered / total;
}

/** Heaviest run of neighbouring terms that none of the texts has, as a share of the message's weight. */
export function heaviestGap({ terms, order, total }: MessageTerms, found: readonly boolean[]): number {
  if (total === 0) return 0;
  let heaviest = 0;
  let weight = 0;
  let end = -1;
  for (const i of order) {
    const term = terms[i]!;
    if (found[i] || term.at > end + 1) weight = 0;
    if (!found[i]) weight += term.weight;
    end = term.at + (found[i] ? -2 : 0);
    heaviest = Math.max(heaviest, weight);
  }
  return heaviest / total;
}

/** Weight of names, years and numbers that the found terms lack, over the weight of three rare terms, 0 … 1. */
export function missedNames({ terms }: MessageTerms, found: readonly boolean[]): number {
  let missed = 0;
  terms.forEach((term, i) => {
    if (term.isName && !found[i]) missed += term.weight;
  });
  return Math.min(1, missed / 3);
}

/** A Latin or number token stands alone: 5 is not in 15. */
export function hasTerm(text: string, term: string): boolean {
  // Nearly all are Han, and this is asked more often than anything else.
  if (term.charCodeAt(0) > 0x7f || !/^[a-z0-9]/.test(term)) return text.includes(term);
  for (let at = text.indexOf(term); at >= 0; at = text.indexOf(term, at + 1)) {
    const isOpen = !/[a-z0-9.]/.test(text[at - 1] ?? ' ');
    const isClosed = !/[a-z0-9]/.test(text[at + term.length] ?? ' ');
    if (isOpen && isClosed) return true;
  }
  return false;
}

/** Length of the longest stretch of the message that stands in the text, by its neighbouring terms, in characters. */
export function longestRun({ terms, order }: MessageTerms, found: readonly boolean[]): number {
  let longest = 0;
  let start = 0;
  let end = -2;
  for (const i of order) {
    if (!found[i]) continue;
    const { at, text }: MessageTerm = terms[i]!;
    if (at > end) start = at;
    end = at + text.length;
    longest = Math.max(longest, end - start);
  }
  return longest;
}
