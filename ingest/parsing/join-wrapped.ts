import { concatMapped } from '../../src/domain/mapped-text.ts';
import { displayWidth, type LogicalLine } from './logical-line.ts';
import { isRowLine } from './row-cells.ts';

/** A line as it is printed, with what stands between it and the line before. */
export interface PrintedLine extends LogicalLine {
  /** The white space that it begins with. */
  readonly blanks: string;
  readonly behindBlank: boolean;
  readonly behindPage: boolean;
}

/** White space that opens a paragraph. */
export const INDENTED = /^(?:\s{2,}|\t)/;

const ENDS_SENTENCE = /[。！？!?]$/;
const ENDS_CLAUSE = /[。；;：:！？!?）)】\]]$/;
/** No line that goes on begins so. */
const OPENS =
  /^(?:[（(]?[一二三四五六七八九十]+[、）)]|\d{1,2}[.．、](?!\d)|[（(]\d{1,2}[）)]|第[一二三四五六七八九十百]+[章节条](?![的规、和第至])|——|附件|(?:记者)?问[:：]|答[:：])/;
/** Fewer last lines do not show how paragraphs are parted. */
const FEWEST_ENDS = 3;
/** Narrower lines are headings or cells. */
const NARROWEST = 30;

/** Lines of a head, set apart by blanks, may be somewhat longer. */
const FEW_LONGER = 0.05;
const LITTLE_LONGER = 1.3;

/** Lines that plainly go on, enough to tell the width by them alone. */
const MANY_BROKEN = 8;

/** How long lines may be before they are broken, and what is counted. */
interface Wrap {
  readonly size: number;
  readonly measure: (line: PrintedLine) => number;
}

/** Lines are broken by the columns they take, or by the number of their characters. */
const MEASURES: readonly Wrap['measure'][] = [
  (line) => displayWidth(line.blanks) + displayWidth(line.text),
  (line) => line.blanks.length + line.text.length,
];

/**
 * Text copied from a page breaks its sentences at a fixed width, and pages break them anywhere. A full line without a final mark goes
 * on in the next, unless that one is parted or opens with a number. The width is that of the lines in `printed`: those that are
 * no rows of a table.
 */
export function joinWrappedLines(
  lines: readonly PrintedLine[],
  printed: readonly PrintedLine[],
): LogicalLine[] {
  const base = leftEdge(lines);
  const isParted = (line: PrintedLine): boolean =>
    (line.behindBlank && !line.behindPage) || INDENTED.test(line.blanks.slice(base));
  const goesOn = (line: PrintedLine | undefined): boolean =>
    line !== undefined &&
    !isParted(line) &&
    line.headingLevel === null &&
    line.boldLength === 0 &&
    !isRowLine(line.text) &&
    !OPENS.test(line.text);
  const wrap = findWrap(printed, goesOn);
  const partsParagraphs = wrap !== null && partsAllParagraphs(lines, wrap, goesOn);
  const joined: Joined[] = [];
  lines.forEach((line, i) => {
    const last = joined.at(-1);
    const above = lines[i - 1];
    const continues =
      last !== undefined &&
      goesOn(line) &&
      !isRowLine(above!.text) &&
      (ENDS_SENTENCE.test(above!.text)
        ? partsParagraphs && isFull(above!, wrap) && !line.behindPage
        : isFull(above!, wrap) || isInsideUnitBracket(last) || isCutByPage(above!, line));
    if (continues) {
      last.pieces.push(line);
      last.length += line.text.length;
    } else joined.push({ pieces: [line], length: line.text.length });
  });
  return joined.map(({ pieces }) => joinPieces(pieces));
}

/** Wide lines of which hardly any begins further left: heads and dates may. */
const FEW = 0.1;

/** The white space that lines of running text begin with, where they are no openings of paragraphs. */
function leftEdge(lines: readonly PrintedLine[]): number {
  const wide = lines.filter(({ blanks, text }) => displayWidth(blanks) + displayWidth(text) >= NARROWEST);
  const edges = (wide.length > 0 ? wide : lines).map(({ blanks }) => blanks.length).sort((a, b) => a - b);
  return edges[Math.floor(FEW * edges.length)] ?? 0;
}

interface Joined {
  readonly pieces: PrintedLine[];
  length: number;
}

function joinPieces(pieces: readonly PrintedLine[]): LogicalLine {
  const { blanks: _, behindBlank: __, behindPage: ___, ...first } = pieces[0]!;
  if (pieces.length === 1) return first;
  const mapped = concatMapped(pieces.map((piece) => piece.mapped));
  return { ...first, mapped, text: mapped.text };
}

/** A line that reaches the width; or nearly so, where it breaks off in a sentence. */
function isFull(line: PrintedLine, wrap: Wrap | null): boolean {
  if (wrap === null) return false;
  const size = wrap.measure(line);
  return (
    size >= wrap.size - 5 ||
    (size >= wrap.size * 0.8 && !ENDS_CLAUSE.test(line.text) && /[，。；、]/.test(line.text))
  );
}

/** Whether what follows a short last line of a paragraph never looks like a line that goes on: then a full line ends no paragraph. */
function partsAllParagraphs(
  lines: readonly PrintedLine[],
  wrap: Wrap,
  goesOn: (line: PrintedLine | undefined) => boolean,
): boolean {
  const behindEnds = lines.filter((_, i) => {
    const above = lines[i - 1];
    return above && ENDS_SENTENCE.test(above.text) && wrap.measure(above) < wrap.size * 0.8;
  });
  return behindEnds.length >= FEWEST_ENDS && !behindEnds.some(goesOn);
}

/** The last line of a page that breaks off in a sentence, and the first of the next that goes on with it. */
function isCutByPage(above: PrintedLine, line: PrintedLine): boolean {
  if (!line.behindPage || ENDS_CLAUSE.test(above.text)) return false;
  if (above.text.includes('\t') || line.text.includes('\t')) return false;
  return above.text.length >= 20 && /[，。；、]/.test(above.text) && /[，。；]/.test(line.text);
}

/** A page break inside 「（牵头单位：市水务局；配合单 ⏎ 位：…）」. */
function isInsideUnitBracket(line: Joined): boolean {
  if (line.length >= 2000) return false;
  const text = line.pieces.map((piece) => piece.text).join('');
  let at = text.length - 1;
  while (at >= 0 && !'（(〔［[【）)〕］]】'.includes(text[at]!)) at--;
  return /^[（(〔［[【](?:总?牵头|责任|配合|主办|协办|参与)/.test(text.slice(Math.max(at, 0)));
}

/** The width at which lines were broken, in the first measure that shows one; null where the text is not hard-wrapped. */
function findWrap(
  lines: readonly PrintedLine[],
  goesOn: (line: PrintedLine | undefined) => boolean,
): Wrap | null {
  for (const measure of MEASURES) {
    const size = wrapSize(lines, measure, goesOn);
    if (size !== null) return { size, measure };
  }
  return null;
}

/**
 * Most lines that do not end a sentence share nearly one size, and hardly any is longer. Two or three are enough where they are the longest of
 * all and sentences plainly run over their ends.
 */
function wrapSize(
  lines: readonly PrintedLine[],
  measure: Wrap['measure'],
  goesOn: (line: PrintedLine | undefined) => boolean,
): number | null {
  const isUnfinished = (line: PrintedLine): boolean =>
    displayWidth(line.blanks) + displayWidth(line.text) >= NARROWEST && !ENDS_CLAUSE.test(line.text);
  const unfinished = lines.filter(isUnfinished).map(measure);
  if (unfinished.length < 2) return null;
  // Headings and what is set to the right end without a mark too, and nothing goes on behind them.
  const broken = lines.filter((line, i) => isUnfinished(line) && goesOn(lines[i + 1])).map(measure);
  const sizes = broken.length >= MANY_BROKEN ? broken : unfinished;
  const { best, count } = mostCommonSize(sizes);
  const longest = lines.reduce((most, line) => Math.max(most, measure(line)), 0);
  const longer = lines.filter((line) => measure(line) > best + 4).length;
  const isOdd =
    longer > 0 &&
    (longer > Math.max(1, FEW_LONGER * lines.length) || longest > LITTLE_LONGER * best || count < 8);
  if (isOdd || count / sizes.length < 0.6) return null;
  if (count >= 4) return best;
  const isPlain = lines.every((line, i) => {
    const next = lines[i + 1];
    if (!isUnfinished(line) || measure(line) < best - 4) return true;
    return goesOn(next) && !`${line.text}${next!.text}`.includes('\t') && /[，。；]/.test(next!.text);
  });
  return count >= 2 && longest <= best + 2 && isPlain ? best : null;
}

/** The size that most lines have, or up to four less. */
function mostCommonSize(sizes: readonly number[]): { readonly best: number; readonly count: number } {
  const counts = new Map<number, number>();
  for (const size of sizes) counts.set(size, (counts.get(size) ?? 0) + 1);
  let best = 0;
  let count = 0;
  for (const size of counts.keys()) {
    let near = 0;
    for (let other = size - 4; other <= size; other++) near += counts.get(other) ?? 0;
    if (near > count || (near === count && size > best)) {
      best = size;
      count = near;
    }
  }
  return { best, count };
}
