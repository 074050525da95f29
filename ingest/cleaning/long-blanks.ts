import type { PassResult } from './cleaning-pass.ts';

/** More white space than any page sets between two words or paragraphs. */
const LONG_BLANK = /\s{257,}/gu;

/** How much of it stays at either end: an indentation, the gap between two cells. */
const KEPT = 100;

/**
 * Cuts endless white space short, a line break in it kept. No pattern of the reading then meets a run of blanks that is long enough to
 * cost more than its length.
 */
export function findLongBlanks(text: string): PassResult {
  return {
    edits: [...text.matchAll(LONG_BLANK)].map((match) => {
      const start = match.index + KEPT;
      const end = match.index + match[0].length - KEPT;
      return { start, end, replacement: text.slice(start, end).includes('\n') ? '\n' : '' };
    }),
  };
}
