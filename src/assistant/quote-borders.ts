import type { TextSpan } from '../domain/text-span.ts';

/** What ends a sentence or a phrase. */
const ENDS_PHRASE = /[。；;！!？?，,、：:\n]/;
/** Closes what was opened: it stays with what stands before it. */
const CLOSES = /[”’」』）)】\]》〉]/;
/** Opens what follows: a quote may begin with it. */
const OPENS = /[“‘「『（(【[《〈]/;
const BLANK = /\s/;

/** So far a border is looked for; a stretch without any is cut where it is. */
const MOST_STEPS = 160;

/**
 * A span of a text moved outwards so that it begins and ends where a sentence or a phrase does, then cut to at most `longest`, at the last
 * border before. Marks that end it stay in, white space at its edges does not. A text without borders keeps the span.
 */
export function atPhraseBorders(text: string, span: TextSpan, longest: number): TextSpan {
  let { start, end } = span;
  const first = Math.max(0, start - MOST_STEPS);
  for (let at = start; at >= first; at--)
    if (isStart(text, at)) {
      start = at;
      break;
    }
  const last = Math.min(text.length, end + MOST_STEPS);
  for (let at = end; at <= last; at++)
    if (isEnd(text, at)) {
      end = at;
      break;
    }
  if (end - start > longest) {
    end = start + longest;
    for (let at = end; at > start + longest - MOST_STEPS; at--)
      if (isEnd(text, at)) {
        end = at;
        break;
      }
  }
  while (start < end && BLANK.test(text[start]!)) start++;
  while (start < end && BLANK.test(text[end - 1]!)) end--;
  return { start, end };
}

/** Whether a phrase begins at a place: the text does, or an ending stands before it, or it opens a bracket. */
export function isStart(text: string, at: number): boolean {
  if (at <= 0) return true;
  const before = text[at - 1]!;
  if (ENDS_PHRASE.test(text[at] ?? '') || CLOSES.test(text[at] ?? '')) return false;
  return ENDS_PHRASE.test(before) || BLANK.test(before) || CLOSES.test(before) || OPENS.test(text[at] ?? '');
}

/** Whether a phrase ends before a place: the text does, or an ending stands there with what closes it. */
export function isEnd(text: string, at: number): boolean {
  if (at >= text.length) return true;
  const before = text[at - 1] ?? '';
  const after = text[at]!;
  if (CLOSES.test(after)) return false;
  return (
    ENDS_PHRASE.test(before) ||
    ENDS_PHRASE.test(after) ||
    BLANK.test(after) ||
    CLOSES.test(before) ||
    OPENS.test(after)
  );
}
