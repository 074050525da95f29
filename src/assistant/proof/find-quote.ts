import type { TextSpan } from '../../domain/text-span.ts';
import { toSimplified } from '../../language/script.ts';
import { foldWidth } from '../../language/width.ts';

/** Where a quote stands in a clause, and whether it stood there as written. */
export interface FoundQuote extends TextSpan {
  readonly status: 'exact' | 'repaired';
}

/** A shorter quote proves nothing: it stands in half of all clauses. Counted without punctuation. */
const SHORTEST = 6;

/**
 * Finds what a model gave as a quote: as it is, else without regard to white space, width, script and punctuation; the
 * place of the original is given then. Null where the clause does not say it.
 */
export function findQuote(text: string, written: string): FoundQuote | null {
  const quote = written.trim().replace(/^[“"「『《【\s]+(?=.{6})|[”"」』\s]+$/gu, '');
  const wanted = fold(quote).text;
  if (wanted.length < SHORTEST && fold(text).text !== wanted) return null;
  const exact = text.indexOf(quote);
  if (exact >= 0) return { start: exact, end: exact + quote.length, status: 'exact' };
  const folded = fold(text);
  const at = folded.text.indexOf(wanted);
  if (at < 0) return null;
  return { start: folded.places[at]!, end: folded.places[at + wanted.length - 1]! + 1, status: 'repaired' };
}

/** Letters and digits alone, with the place of each in the text. */
function fold(text: string): { readonly text: string; readonly places: readonly number[] } {
  const places: number[] = [];
  let folded = '';
  const plain = foldWidth(toSimplified(text));
  // Script conversion keeps the length; where it ever does not, only the exact quote counts.
  if (plain.length !== text.length) return { text: '', places };
  for (let i = 0; i < plain.length; i++) {
    const character = plain[i]!.toLowerCase();
    if (!/[\p{L}\p{N}%.]/u.test(character)) continue;
    // A full stop counts inside a number only: 3.5 is not 35.
    if (character === '.' && !(/\d/.test(plain[i - 1] ?? '') && /\d/.test(plain[i + 1] ?? ''))) continue;
    folded += character;
    places.push(i);
  }
  return { text: folded, places };
}
