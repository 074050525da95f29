import { extractUnitPhrases } from '../../src/units/unit-phrases.ts';
import { isAnnexLine, isPlanTitle } from './annex.ts';
import { DATE_LINE, isBodyLine, TITLE_END } from './head-lines.ts';
import type { LogicalLine } from './logical-line.ts';
import { type NumberToken, readNumber } from './numbering.ts';

/** Questions without number are deeper than all numbered sections. */
const ABOVE_QUESTIONS = 11;

/** A list of one kind whose numbers may begin anew; each beginning with the line right above it. */
interface OpenList {
  readonly token: NumberToken;
  readonly beginnings: number[];
}

/**
 * Short unnumbered lines that head lists of one kind: 「面向单位的政策 ⏎ 一、… ⏎ 二、… ⏎ 面向个人的政策 ⏎ 一、…」. What tells them is
 * that the numbers begin anew below them. The value is the rank of the numbers.
 */
export function findGroupHeadings(
  lines: readonly LogicalLine[],
  questions: ReadonlySet<LogicalLine>,
): ReadonlyMap<LogicalLine, number> {
  const found = findQuestionSections(lines, questions);
  let open: OpenList[] = [];
  const close = (rank: number): void => {
    for (const list of open) if (list.token.rank > rank) takeHeadings(lines, list, found);
    open = open.filter(({ token }) => token.rank <= rank);
  };
  lines.forEach((line, i) => {
    if (isAnnexLine(line.text)) close(Number.NEGATIVE_INFINITY);
    const token = line.text.includes('\t') ? null : readNumber(line.text);
    if (!token || token.kind === 'dash' || token.kind === 'ordinal' || token.kind === 'decimal') return;
    close(token.rank);
    const list = open.find((one) => one.token.rank === token.rank);
    if (!list) open.push({ token, beginnings: [token.value === 1 ? i - 1 : -1] });
    else if (token.value === 1) list.beginnings.push(i - 1);
  });
  close(Number.NEGATIVE_INFINITY);
  return found;
}

/** 「【缴存篇】 ⏎ 1.…？」: short lines right above questions, at least two of them. */
function findQuestionSections(
  lines: readonly LogicalLine[],
  questions: ReadonlySet<LogicalLine>,
): Map<LogicalLine, number> {
  const places = lines.flatMap((question, i) =>
    i >= 2 && questions.has(question) && isHeadingLine(lines, i - 1) ? [i - 1] : [],
  );
  const later = places.filter((at) => endsText(lines[at - 1]));
  const first = places.find((at) => !endsText(lines[at - 1]) && isWordedAs(lines, at, later.slice(0, 1)));
  const sections = first === undefined ? later : [first, ...later];
  if (sections.length < 2) return new Map();
  return new Map(
    sections.map((at) => [lines[at]!, readNumber(lines[at + 1]!.text)?.rank ?? ABOVE_QUESTIONS]),
  );
}

function takeHeadings(
  lines: readonly LogicalLine[],
  { token, beginnings }: OpenList,
  found: Map<LogicalLine, number>,
): void {
  const [first = -1, ...later] = beginnings;
  const restarts = later.filter((at) => isHeadingLine(lines, at) && endsText(lines[at - 1]));
  const opensFirst = isHeadingLine(lines, first) && mayFollow(lines, first, restarts);
  for (const at of restarts)
    if (opensFirst || token.rank > 4 || !isPlanTitle(lines[at]!.text)) found.set(lines[at]!, token.rank);
  if (opensFirst && restarts.length > 0) found.set(lines[first]!, token.rank);
}

function isHeadingLine(lines: readonly LogicalLine[], at: number): boolean {
  const line = lines[at];
  if (!line || line.headingLevel !== null || line.boldLength > 0 || readNumber(line.text)) return false;
  const { text } = line;
  return (
    /^[^，。；：！？,;:!?\t]{3,40}[:：]?$/.test(text) &&
    !DATE_LINE.test(text.replace(/\s+/g, '')) &&
    !isBodyLine(text) &&
    extractUnitPhrases(text, { running: false }).length === 0
  );
}

function endsText(line: LogicalLine | undefined): boolean {
  return line !== undefined && /[。；;：:！!？?”）)】]$/.test(line.text);
}

/** The first heading stands behind text or a numbered heading; right behind the title it has to be worded as another one is. */
function mayFollow(lines: readonly LogicalLine[], first: number, restarts: readonly number[]): boolean {
  const before = lines[first - 1];
  if (endsText(before) || (before && readNumber(before.text))) return true;
  return before !== undefined && TITLE_END.test(before.text) && isWordedAs(lines, first, restarts);
}

function isWordedAs(lines: readonly LogicalLine[], at: number, others: readonly number[]): boolean {
  return others.some((other) => areParallel(lines[at]!.text, lines[other]!.text));
}

/** 「面向单位的政策」 and 「面向个人的政策」: alike at the beginning or at the end. */
function areParallel(a: string, b: string): boolean {
  return a.slice(0, 2) === b.slice(0, 2) || a.slice(-2) === b.slice(-2);
}
