import { isBodyLine, TITLE_END } from './head-lines.ts';
import { areTwoIssuers } from './issuers.ts';
import type { LogicalLine } from './logical-line.ts';
import { readNumber } from './numbering.ts';
import { TITLE_NOUN } from './title-noun.ts';

/** 「…关于全面推行公示制度…的指导意见」: what 关于 opens ends with 的 and the kind of document. */
const CLOSED_MATTER = new RegExp(`的[^的，。；]{0,16}${TITLE_NOUN}(?:[（(][^）)]{1,24}[）)])*》?$`);
const OPENS_MATTER = /(?:^|[\u4e00-\u9fff\s])关于(?!.*[》])/;

/** Titles are printed on no more lines than these. */
const MOST_LINES = 4;

/** The next piece of a title: white space is layout, but between two issuers or two Latin words. */
export function appendTitle(sofar: string, line: string): string {
  return line
    .trim()
    .split(/\s+/)
    .reduce((text, piece) => {
      const isApart =
        (/[A-Za-z]$/.test(text) && /^[A-Za-z]/.test(piece)) || (text !== '' && areTwoIssuers(text, piece));
      return `${text}${isApart ? ' ' : ''}${piece}`;
    }, sofar);
}

/** Whether a title says all: it ends in the kind of document, and so does what its 关于 opened. */
export function isCompleteTitle(title: string): boolean {
  return TITLE_END.test(title) && (!OPENS_MATTER.test(title) || CLOSED_MATTER.test(title));
}

/** Whether the lines from `at` on complete a title that already ends in the kind of a document: 「…记录制度」 ⏎ 「…的意见」. */
export function isCompletedBy(title: string, lines: readonly LogicalLine[], at: number): boolean {
  if (isCompleteTitle(title)) return false;
  let text = title;
  for (const line of lines.slice(at, at + MOST_LINES)) {
    if (!mayContinueTitle(line) || line.text.includes('关于')) return false;
    text = appendTitle(text, line.text);
    if (isCompleteTitle(text)) return true;
  }
  return false;
}

/** How many lines from `at` on are one title; 0 where the first is none. A heading without an end in sight is one line. */
export function titleLength(lines: readonly LogicalLine[], at: number): number {
  let text = '';
  for (let length = 1; length <= MOST_LINES && at + length <= lines.length; length++) {
    const line = lines[at + length - 1]!;
    if (!mayContinueTitle(line)) break;
    text = appendTitle(text, line.text);
    if (isCompleteTitle(text)) return length;
  }
  return at < lines.length && mayContinueTitle(lines[at]!) ? 1 : 0;
}

/** A short line without a sentence's signs and without number. */
function mayContinueTitle({ text }: LogicalLine): boolean {
  return text.length <= 60 && !/[，。；：:\t|]/.test(text) && !readNumber(text);
}

/** Whether only bodies stand so far, 「云河市民政局」, and 关于 follows below them and perhaps others. */
export function areIssuersAbove(title: string, lines: readonly LogicalLine[], at: number): boolean {
  if (!title.split(' ').every(isBodyLine)) return false;
  const next = lines.slice(at, at + 12).find(({ text }) => !isBodyLine(text));
  return next !== undefined && /^(?:[\u4e00-\u9fff\s]{3,60})?(?:关于|印发|转发)/.test(next.text);
}
