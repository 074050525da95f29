import { extractUnitPhrases } from '../../src/units/unit-phrases.ts';
import { cutLine, type LogicalLine } from './logical-line.ts';
import {
  isExpected,
  NO_NUMBERING,
  type NumberingState,
  type NumberToken,
  readNumber,
  takeNumber,
} from './numbering.ts';
import { isRowLine } from './row-cells.ts';

interface InnerNumber {
  readonly at: number;
  readonly token: NumberToken;
}

/**
 * Divides lines whose breaks were lost before the numbers that are due. A line counts as run on when it is long (or one
 * of very few) and holds at least two due numbers behind its start.
 */
export function splitRunOnLines(lines: readonly LogicalLine[]): LogicalLine[] {
  const isShortDocument = lines.length <= 5;
  let state = NO_NUMBERING;
  return lines.flatMap((line, i) => {
    if (isTableRow(lines, i)) return [line];
    if (line.text.length > 600 || isShortDocument) {
      const found = findDueNumbers(line.text, state);
      const inner = found.numbers.filter(({ at, token }) => at > 0 && token.kind !== 'dash');
      if (inner.length >= 2) {
        state = found.state;
        const starts = [...new Set([0, ...found.numbers.map(({ at }) => at)])];
        return starts
          .map((start, i) => cutLine(line, start, starts[i + 1]))
          .filter(({ text }) => text !== '');
      }
    }
    const token = readNumber(line.text);
    if (token && isExpected(state, token)) state = takeNumber(state, token);
    const behindUnits = findNumbersBehindUnits(line.text, state);
    state = behindUnits.state;
    const starts = [0, ...behindUnits.numbers.map(({ at }) => at)];
    return starts.length === 1 ? [line] : starts.map((start, i) => cutLine(line, start, starts[i + 1]));
  });
}

/** One of several rows: numbers inside its cells (1.受理；2.审查) divide nothing. */
function isTableRow(lines: readonly LogicalLine[], at: number): boolean {
  const isRow = (i: number): boolean => i >= 0 && i < lines.length && isRowLine(lines[i]!.text);
  return isRow(at) && (isRow(at - 1) || isRow(at + 1) || isRow(at - 2) || isRow(at + 2));
}

/** 「…责任单位:市工信局、市商务局 2.推进…」: the due number often follows the units on the same line. */
function findNumbersBehindUnits(
  text: string,
  from: NumberingState,
): { numbers: InnerNumber[]; state: NumberingState } {
  const numbers: InnerNumber[] = [];
  let state = from;
  if (!/(?:单位|部门|负责|牵头)/.test(text)) return { numbers, state };
  for (const { span } of extractUnitPhrases(text, { running: false })) {
    const gap = /^[。；;\s]*/.exec(text.slice(span.end))![0].length;
    const at = span.end + gap;
    const token = at < text.length ? readNumber(text.slice(at, at + 60)) : null;
    if (!token || token.kind === 'dash' || !isExpected(state, token)) continue;
    numbers.push({ at, token });
    state = takeNumber(state, token);
  }
  return { numbers, state };
}

/** Where a number may begin; sentence signs, white space or, for a number glued to a heading, a Chinese character. */
const NUMBER_START =
  /第[一二三四五六七八九十百零〇]+[编章节条]|(?<![一二三四五六七八九十百])[一二三四五六七八九十百]+、|[（(][一二三四五六七八九十百]+[）)]|\d{1,3}[.．](?!\d)|[（(]\d{1,2}[）)]|——/g;

function findDueNumbers(
  text: string,
  from: NumberingState,
): { numbers: InnerNumber[]; state: NumberingState } {
  const numbers: InnerNumber[] = [];
  let state = from;
  for (const match of text.matchAll(NUMBER_START)) {
    const at = match.index;
    const token = readNumber(text.slice(at, at + 60));
    if (!token || token.printed.replace(/[、.．]/g, '') === '' || !mayBegin(text, at, token)) continue;
    if (
      token.kind === 'dash'
        ? state.open.length === 0
        : !isExpected(state, token) || !opensDeeper(state, token)
    )
      continue;
    numbers.push({ at, token });
    state = takeNumber(state, token);
  }
  return { numbers, state };
}

/** A first number must open a level below the current one; 一、 or 第一章 may also open the document. */
function opensDeeper(state: NumberingState, token: NumberToken): boolean {
  const isOpen = state.open.some(({ rank }) => rank === token.rank);
  return isOpen || token.value !== 1 || state.open.every(({ rank }) => rank < token.rank);
}

function mayBegin(text: string, at: number, token: NumberToken): boolean {
  if (at === 0) return true;
  const before = text[at - 1]!;
  const afterSentence = /[。；;！？!?：:）)】\]”"\s]/.test(before);
  switch (token.kind) {
    case 'dash':
      return /[。；;：:）)\s]/.test(before);
    case 'cn':
      return afterSentence;
    case 'part':
    case 'chapter':
    case 'section':
    case 'article':
      return afterSentence && !/[《“]/.test(before);
    case 'arabic':
      return (
        !/[\dA-Za-z.．第表图至—-]/.test(before) &&
        /[\u4e00-\u9fff“"（(《]/.test(text[at + token.length] ?? '')
      );
    default:
      return !/[第、和至及或款项条]/.test(before);
  }
}
