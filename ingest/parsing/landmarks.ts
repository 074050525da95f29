import { findGroupHeadings } from './group-headings.ts';
import type { LogicalLine } from './logical-line.ts';
import { isExpected, NO_NUMBERING, readNumber, takeNumber } from './numbering.ts';
import { findQuestions } from './questions.ts';

/** Lines that open a part of the outline without being told by themselves: only the whole document shows it. */
export interface Landmarks {
  readonly questions: ReadonlySet<LogicalLine>;
  /** Unnumbered headings above lists, by the rank of the numbers below. */
  readonly groupHeadings: ReadonlyMap<LogicalLine, number>;
  /** A first line that is the first of a numbered list; the document has no title. */
  readonly firstItem: LogicalLine | null;
}

export const NO_LANDMARKS: Landmarks = {
  questions: new Set(),
  groupHeadings: new Map(),
  firstItem: null,
};

/** Reads a document for what only the whole of it shows. */
export function findLandmarks(lines: readonly LogicalLine[]): Landmarks {
  const questions = findQuestions(lines);
  return { questions, groupHeadings: findGroupHeadings(lines, questions), firstItem: findFirstItem(lines) };
}

/** 「一、…」 as the first line, with a 「二、…」 further down. */
function findFirstItem(lines: readonly LogicalLine[]): LogicalLine | null {
  const [first] = lines;
  const token = first ? readNumber(first.text) : null;
  if (!first || !token || token.value !== 1 || token.kind === 'dash' || token.kind === 'ordinal') return null;
  const state = takeNumber(NO_NUMBERING, token);
  const goesOn = lines.some(({ text }) => {
    const next = readNumber(text);
    return next !== null && next.rank === token.rank && isExpected(state, next);
  });
  return goesOn ? first : null;
}
